import { readDelivery } from "../../delivery.ts";
import { planPhrase } from "../../plan-phrase.ts";
import { readMarkdown } from "../../read-markdown.ts";
import type { Speaker } from "../../speaker.ts";
import { type Clause, splitClauses } from "../../split-clauses.ts";
import type { Placement, TalkingTrack } from "./talking-track.ts";

/**
 * Says a text on a track, phrase by phrase as they are made. Calls `started` with the place of the first phrase and
 * resolves to the place of all of it when the last is placed, which is before it is heard; to `undefined` if there is
 * nothing to say. Rejects when the signal aborts, or with what the speaker failed of.
 */
export async function sayText(
	text: string,
	track: TalkingTrack,
	speaker: Speaker,
	signal: AbortSignal,
	started: (placement: Placement) => void = () => {},
): Promise<Placement | undefined> {
	const delivery = readDelivery();
	let whole: Placement | undefined;
	for (const { clause, phrase } of phrasesOf(splitClauses(readMarkdown(text)))) {
		const segments = planPhrase(clause, phrase, delivery);
		const request = { clauseText: clause.text, segments, manner: delivery.manner };
		const spoken = await speaker.speak(request, signal);
		signal.throwIfAborted();
		const placement = track.place(spoken);
		if (whole === undefined) started(placement);
		whole = { start: whole?.start ?? placement.start, end: placement.end };
	}
	return whole;
}

const phrasesOf = (clauses: readonly Clause[]) =>
	clauses.flatMap((clause) => clause.phrases.map((phrase) => ({ clause, phrase })));
