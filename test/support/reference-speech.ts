import { parseDriverMessage } from "../../src/protocol/parse-driver-message.ts";
import { fromPcm16 } from "../../src/protocol/pcm16.ts";
import { GatewayClient } from "./gateway-client.ts";

/** What the driver sends for a text, put together. */
export interface ReferenceSpeech {
	readonly samples: readonly number[];
	readonly sampleRate: number;
}

/** Asks the product's own driver for `text`, past the page, and collects its sound. */
export async function referenceSpeech(gateway: string, text: string): Promise<ReferenceSpeech> {
	const client = await GatewayClient.open(gateway);
	const Payload = {
		ReqId: "0".repeat(32),
		StreamId: "1".repeat(32),
		VirtualmanProjectId: "",
		DriverType: "TEXT",
	};
	client.socket.send(JSON.stringify({ Header: {}, Payload: { ...Payload, InputText: text } }));
	const samples: number[] = [];
	for (;;) {
		const frame = await client.next();
		if ("type" in frame) continue;
		const message = parseDriverMessage(frame);
		if (message.type === "error") throw new Error(message.message);
		if (message.type !== "speech") continue;
		for (const value of fromPcm16(message.part.samples)) samples.push(value);
		if (!message.part.final) continue;
		client.socket.close();
		return { samples, sampleRate: message.part.sampleRate };
	}
}

/** Seconds from the first to the last stretch of 5 ms that is louder than `silence` (RMS). */
export function soundingSpan({ samples, sampleRate }: ReferenceSpeech, silence: number): number {
	const size = Math.round(sampleRate * 0.005);
	const loud: number[] = [];
	for (let start = 0; start + size <= samples.length; start += size) {
		let sum = 0;
		for (let i = start; i < start + size; i++) sum += (samples[i] ?? 0) ** 2;
		if (Math.sqrt(sum / size) > silence) loud.push(start);
	}
	return ((loud.at(-1) ?? 0) - (loud[0] ?? 0) + size) / sampleRate;
}
