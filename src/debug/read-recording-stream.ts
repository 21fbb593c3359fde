import { type OpenedRecording, RecordingReader } from "./model/open-recording.ts";

/**
 * Reads a recording from an address or a file as it streams in; what cannot be kept is not read further. In a worker.
 * @throws Error if the address does not answer
 */
export async function readRecordingStream(
	source: string | Blob,
	onBytes: (bytes: number) => void = () => {},
): Promise<OpenedRecording> {
	const recording = new RecordingReader();
	const decoder = new TextDecoder();
	const reader = (await streamOf(source)).getReader();
	let bytes = 0;
	for (;;) {
		const { done, value } = await reader.read();
		if (done) break;
		bytes += value.byteLength;
		recording.push(decoder.decode(value, { stream: true }));
		onBytes(bytes);
		if (recording.stopped === "") continue;
		await reader.cancel();
		break;
	}
	return recording.finish();
}

async function streamOf(source: string | Blob): Promise<ReadableStream<Uint8Array>> {
	if (typeof source !== "string") return source.stream();
	const response = await fetch(source);
	if (!response.ok || response.body === null) throw new Error(`${source} answered ${response.status}.`);
	return response.body;
}
