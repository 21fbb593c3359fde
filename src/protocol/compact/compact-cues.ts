import { type Seconds, seconds } from "../../util/time.ts";
import type { ActionCue, ClausePart, ExpressionCue, Phoneme, Subtitle, Word } from "../driver-message.ts";
import { TICKS_PER_SECOND } from "../ticks.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** The parts of a message that say what happens when. */
export type Cues = Pick<ClausePart, "phonemes" | "words" | "subtitles" | "actions" | "expressions">;

const EXPRESSION_PARTS = ["begin", "inside", "end", "single"] as const;

/** Whether every time is a whole number of the wire's ticks, which is all that can be written. */
export function areWholeTicks({ phonemes, subtitles, actions, expressions }: Cues): boolean {
	const ends = [...phonemes, ...subtitles, ...expressions].map(({ end }) => end);
	const starts = [...phonemes, ...subtitles, ...actions, ...expressions].map(({ start }) => start);
	return [...starts, ...ends].every((time) => ticksOf(time) / TICKS_PER_SECOND === time);
}

/** Times are differences of ticks, each from the time before it in its list: what follows closely takes a byte or two. */
export function writeCues(writer: ByteWriter, cues: Cues): void {
	let now = 0;
	const time = (value: Seconds): void => {
		const ticks = ticksOf(value);
		writer.difference(ticks - now);
		now = ticks;
	};
	const list = <T>(items: readonly T[], write: (item: T) => void): void => {
		now = 0;
		writer.list(items, write);
	};
	list<Phoneme>(cues.phonemes, ({ symbol, start, end }) => {
		writer.text(symbol);
		time(start);
		time(end);
	});
	list<Word>(cues.words, ({ text, phonemes }) => {
		writer.text(text);
		writer.text(phonemes);
	});
	list<Subtitle>(cues.subtitles, ({ text, start, end, textStart, textEnd }) => {
		writer.text(text);
		time(start);
		time(end);
		writer.count(textStart);
		writer.count(textEnd - textStart);
	});
	list<ActionCue>(cues.actions, ({ name, start }) => {
		writer.text(name);
		time(start);
	});
	list<ExpressionCue>(cues.expressions, ({ name, start, end, textPosition, part }) => {
		writer.text(name);
		time(start);
		time(end);
		writer.count(textPosition);
		writer.byte(EXPRESSION_PARTS.indexOf(part));
	});
}

/** Reads what {@link writeCues} wrote. @throws {WireError} */
export function readCues(reader: ByteReader): Cues {
	let now = 0;
	const time = (field: string): Seconds => {
		now += reader.difference(field);
		if (now < 0) throw reader.fault(field, `expected a time from 0 on, got ${now} ticks`);
		return seconds(now / TICKS_PER_SECOND);
	};
	const list = <T>(field: string, read: () => T): T[] => {
		now = 0;
		return reader.list(field, read);
	};
	return {
		phonemes: list("phonemes", () => ({
			symbol: reader.text("symbol"),
			start: time("start"),
			end: time("end"),
		})),
		words: list("words", () => ({ text: reader.text("text"), phonemes: reader.text("phonemes") })),
		subtitles: list("subtitles", () => {
			const text = reader.text("text");
			const start = time("start");
			const end = time("end");
			const textStart = reader.count("textStart");
			return { text, start, end, textStart, textEnd: textStart + reader.count("length") };
		}),
		actions: list("actions", () => ({ name: reader.text("name"), start: time("start") })),
		expressions: list("expressions", () => ({
			name: reader.text("name"),
			start: time("start"),
			end: time("end"),
			textPosition: reader.count("textPosition"),
			part: readPart(reader),
		})),
	};
}

function readPart(reader: ByteReader): ExpressionCue["part"] {
	const index = reader.byte("part");
	const part = EXPRESSION_PARTS[index];
	if (part === undefined) throw reader.fault("part", `expected 0 to 3, got ${index}`);
	return part;
}

const ticksOf = (time: Seconds): number => Math.round(time * TICKS_PER_SECOND);
