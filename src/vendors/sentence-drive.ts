import type { Drive, DriveOutcome, TextDrive } from "./drive.ts";
import { newRequestId, OpenDrive } from "./open-drive.ts";

/** A sentence and what follows it; the last stretch of a text may still grow. */
const SENTENCE = /^[\s\S]*?(?:[.!?…]+["'”’)\]]*\s+|[。！？…]+["'”’」』）]*|\n+)/u;

/** Cuts complete sentences off the front of `text`. A full stop counts once something follows it: "3." may be "3.14". */
export function cutSentences(text: string): { readonly sentences: readonly string[]; readonly rest: string } {
	const sentences: string[] = [];
	let rest = text;
	for (let found = SENTENCE.exec(rest); found !== null; found = SENTENCE.exec(rest)) {
		if (found[0].trim() !== "") sentences.push(found[0].trim());
		rest = rest.slice(found[0].length);
	}
	return { sentences, rest };
}

/**
 * A text that is said while it is written, at a vendor that takes whole texts only: sentence by sentence, each
 * appended to the one before. `least` characters go together where a vendor wants that many.
 */
export function sentenceDrive(
	say: (sentence: string, isFirst: boolean) => Drive,
	{ least = 1 }: { readonly least?: number } = {},
): TextDrive {
	const whole = new OpenDrive(newRequestId(), { emulated: true });
	let waiting = "";
	let written = "";
	let count = 0;
	let isOver = false;
	let hasEnded = false;
	let last: Promise<DriveOutcome> = Promise.resolve("finished");

	const put = (sentence: string) => {
		if (isOver) return;
		const drive = say(sentence, count === 0);
		count += 1;
		drive.started.then(whole.start, () => {});
		last = drive.done;
		drive.done.then(
			(outcome) => {
				if (outcome === "interrupted") stop(() => whole.end("interrupted"));
			},
			(error: Error) => stop(() => whole.fail(error)),
		);
	};
	const stop = (settle: () => void) => {
		isOver = true;
		settle();
	};
	const flow = () => {
		const { sentences, rest } = cutSentences(waiting);
		waiting = rest;
		for (const sentence of sentences) {
			written = written === "" ? sentence : `${written} ${sentence}`;
			if ([...written].length < least) continue;
			put(written);
			written = "";
		}
	};
	return {
		id: whole.id,
		emulated: true,
		started: whole.started,
		done: whole.done,
		write(text) {
			if (hasEnded) throw new TypeError("This text has ended");
			if (isOver) return;
			waiting += text;
			flow();
		},
		end() {
			if (hasEnded) return;
			hasEnded = true;
			const remaining = `${written} ${waiting}`.trim();
			waiting = "";
			if (remaining !== "") put(remaining);
			last.then(whole.end, () => {});
		},
	};
}
