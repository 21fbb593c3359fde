import type { ClausePart } from "../driver-message.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { readCues, writeCues } from "./compact-cues.ts";
import { readFace, writeFace } from "./compact-face.ts";
import { type CompactSound, readSound, writeSound } from "./compact-sound.ts";

/** First byte of a message; a format that differs gets another, and another subprotocol. */
const VERSION = 1;

const FLAGS = ["clauseStart", "clauseFinal", "faceFinal", "final"] as const;

/** A SPEECH message whose sound is still as it travelled. */
export interface CompactSpeech {
	readonly requestId: string;
	readonly streamId: string;
	readonly part: Omit<ClausePart, "samples" | "sampleRate">;
	readonly sound: CompactSound;
	/** What was put right when the message was read, by name: as it was counted there, it is to be counted here. */
	readonly tolerated: Readonly<Record<string, number>>;
}

/** The message as one binary frame of `facewire.bin.v1` (docs/wire.md). */
export function encodeCompactSpeech(speech: CompactSpeech): Uint8Array<ArrayBuffer> {
	const { part } = speech;
	const writer = new ByteWriter();
	writer.byte(VERSION);
	writer.text(speech.requestId);
	writer.text(speech.streamId);
	writer.count(part.sequence);
	writer.byte(FLAGS.reduce((bits, flag, index) => bits | (part[flag] ? 1 << index : 0), 0));
	writer.text(part.faceType);
	writeSound(writer, speech.sound);
	writeFace(writer, part.face);
	writeCues(writer, part);
	writer.list(Object.entries(speech.tolerated), ([name, times]) => {
		writer.text(name);
		writer.count(times);
	});
	return writer.finish();
}

/** Reads a binary frame. The sound's bytes are views of it. @throws {WireError} with the path of what is wrong. */
export function decodeCompactSpeech(frame: Uint8Array): CompactSpeech {
	const reader = new ByteReader(frame);
	const version = reader.byte("version");
	if (version !== VERSION) throw reader.fault("version", `expected ${VERSION}, got ${version}`);
	const requestId = reader.text("requestId");
	const streamId = reader.text("streamId");
	const sequence = reader.count("sequence");
	const flags = reader.byte("flags");
	const faceType = reader.text("faceType");
	const sound = reader.within(".sound", () => readSound(reader));
	const face = reader.within(".face", () => readFace(reader));
	const cues = readCues(reader);
	const tolerated = reader.list("tolerated", () => [reader.text("name"), reader.count("times")] as const);
	reader.end();
	const has = (flag: (typeof FLAGS)[number]): boolean => (flags & (1 << FLAGS.indexOf(flag))) !== 0;
	const part = {
		sequence,
		face,
		faceType,
		...cues,
		clauseStart: has("clauseStart"),
		clauseFinal: has("clauseFinal"),
		faceFinal: has("faceFinal"),
		final: has("final"),
	};
	return { requestId, streamId, part, sound, tolerated: Object.fromEntries(tolerated) };
}
