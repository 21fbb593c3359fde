import { encodeRecordingEntry, encodeRecordingHeader, RECORDING_MEDIA_TYPE } from "../protocol/recording.ts";
import { IMPORT_RATE, type Imported, importSession } from "./model/import/import-session.ts";

/** Files whose beginning says that they are recordings of ours: nothing to import. */
const RECORDING = /^\s*\{"?(?:facewire"?\s*:\s*"recording"|at"?\s*:)/;

/** What people give with curves. */
const SOUND = /\.(wav|mp3|ogg|oga|opus|flac|m4a|aac)$/i;

/** A file of curves larger than this is none that a page bears. Bytes. */
const LARGEST = 200e6;

/** Files of another system as a recording. */
export interface ImportedFiles {
	readonly recording: File;
	readonly frameRate: number | undefined;
	readonly notes: readonly string[];
}

/**
 * Looks whether files are sound and curves of another system, and makes a recording of them. `undefined` if they are not:
 * then the first of them is to be opened as it is. Main thread: browsers decode sound nowhere else.
 * @throws {TypeError} saying what is wrong with the curves
 */
export async function importFiles(files: readonly File[]): Promise<ImportedFiles | undefined> {
	const sound = files.find(({ name, type }) => SOUND.test(name) || type.startsWith("audio/"));
	const curves = files.find((file) => file !== sound);
	if (curves === undefined) {
		if (sound === undefined) return undefined;
		throw new TypeError(`${sound.name} is sound alone: choose the file with its curves together with it.`);
	}
	if (RECORDING.test(await curves.slice(0, 200).text())) return undefined;
	if (sound === undefined && !/\.(csv|json)$/i.test(curves.name)) return undefined;
	if (curves.size > LARGEST)
		throw new TypeError(
			`${curves.name}: ${Math.round(curves.size / 1e6)} MB of curves are more than a page bears.`,
		);
	const samples = sound === undefined ? undefined : await decoded(sound);
	try {
		return asRecording(importSession(await curves.text(), samples), curves.name);
	} catch (cause) {
		if (!(cause instanceof TypeError)) throw cause;
		throw new TypeError(`${curves.name}: ${cause.message}`, { cause });
	}
}

function asRecording({ entries, frameRate, notes }: Imported, name: string): ImportedFiles {
	const lines = [encodeRecordingHeader({ description: `Imported from ${name}` })];
	for (const entry of entries) lines.push(encodeRecordingEntry(entry));
	return { recording: new File(lines, name, { type: RECORDING_MEDIA_TYPE }), frameRate, notes };
}

/** Any sound that this browser knows, as one channel at {@link IMPORT_RATE}. */
async function decoded(file: File): Promise<Float32Array> {
	const context = new OfflineAudioContext(1, 1, IMPORT_RATE);
	const sound = await context.decodeAudioData(await file.arrayBuffer()).catch((cause) => {
		throw new TypeError(`${file.name}: this browser cannot decode the sound.`, { cause });
	});
	const samples = new Float32Array(sound.length);
	for (let channel = 0; channel < sound.numberOfChannels; channel++) {
		const values = sound.getChannelData(channel);
		for (let i = 0; i < samples.length; i++)
			samples[i] = (samples[i] ?? 0) + (values[i] ?? 0) / sound.numberOfChannels;
	}
	return samples;
}
