import { BLENDSHAPE_COUNT } from "../../lipsync/blendshapes.ts";
import type { OrderName } from "../../lipsync/order-tables.ts";
import { orderPermutation, reorder } from "../../lipsync/orders.ts";
import type { SessionTapEvent } from "../../session/session-tap.ts";
import { joinWords } from "./join-words.ts";
import type { ClauseTrace, UtteranceTrace } from "./utterance-trace.ts";
import { WaveColumn } from "./wave-column.ts";

type TapOf<T extends SessionTapEvent["type"]> = Extract<SessionTapEvent, { readonly type: T }>;

/** Stretches of a rung that are less apart than this are one. Seconds. */
const RUNG_BRIDGE = 0.1;

/** Sorts a part of a clause into its utterance: sound, cues, and the face as the wire had it. */
export class PartIntake {
	readonly #order: OrderName;
	/** By the number of channels. */
	readonly #permutations = new Map<number, Int8Array>();

	/** @param order in which the driver's channels are read */
	constructor(order: OrderName) {
		this.#order = order;
	}

	/**
	 * Returns the presentation time at which the part's sound ends.
	 * @param isFull there is no room for more sound and faces; from then on, an utterance is only counted
	 */
	take(utterance: UtteranceTrace, event: TapOf<"part">, isFull: boolean): number {
		const { part, presentationTime, cueOffset, message } = event;
		const end = presentationTime + part.samples.length / part.sampleRate;
		const clause = clauseOf(utterance, event);
		clause.end = Math.max(clause.end, end);
		clause.faceFrames += part.face.count;
		clause.complete ||= part.clauseFinal || part.final;
		if (message >= 0) clause.messages.push(message);
		for (const { text } of part.subtitles) clause.text = joinWords(clause.text, text);
		utterance.frameRate = event.frameRate;
		if (isFull || utterance.unkept > 0) utterance.unkept += end - presentationTime;
		else {
			takeSound(utterance, part.samples, part.sampleRate);
			this.#takeFace(utterance, event);
		}
		const place = (span: { readonly start: number; readonly end: number }, text: string) => ({
			text,
			start: span.start + cueOffset,
			end: span.end + cueOffset,
			message,
		});
		utterance.words.push(...part.subtitles.map((cue) => place(cue, cue.text)));
		utterance.phonemes.push(...part.phonemes.map((cue) => place(cue, cue.symbol)));
		utterance.expressions.push(...part.expressions.map((cue) => place(cue, cue.name)));
		utterance.actions.push(
			...part.actions.map((cue) => place({ start: cue.start, end: cue.start }, cue.name)),
		);
		return end;
	}

	#takeFace(utterance: UtteranceTrace, { part, clauseTime, faceIndex, frameRate }: TapOf<"part">): void {
		const { count, dimension, weights } = part.face;
		if (count === 0) return;
		const permutation = this.#permutations.get(dimension) ?? orderPermutation(this.#order, dimension);
		this.#permutations.set(dimension, permutation);
		const ours = new Float32Array(count * BLENDSHAPE_COUNT);
		reorder(weights, permutation, count, ours);
		for (let frame = 0; frame < count; frame++)
			utterance.wire.add(clauseTime + (faceIndex + frame) / frameRate, ours, frame * BLENDSHAPE_COUNT);
	}
}

/** Sorts face frames that went to the stage into their utterance. */
export function takeStageFace(utterance: UtteranceTrace, face: TapOf<"face">): void {
	const { presentationTime, frameRate, count, weights, rung } = face;
	utterance.mixedRate = frameRate;
	for (let frame = 0; frame < count && utterance.unkept === 0; frame++)
		utterance.mixed.add(presentationTime + frame / frameRate, weights, frame * BLENDSHAPE_COUNT);
	const end = presentationTime + count / frameRate;
	const last = utterance.rungs.at(-1);
	if (last?.rung === rung && presentationTime - last.end < RUNG_BRIDGE) last.end = end;
	else utterance.rungs.push({ rung, start: presentationTime, end });
	utterance.clauseAt((presentationTime + end) / 2)?.rungs.add(rung);
}

function clauseOf(utterance: UtteranceTrace, { part, clauseTime }: TapOf<"part">): ClauseTrace {
	const known = utterance.clauses.findLast(
		({ sequence, start }) => sequence === part.sequence && start === clauseTime,
	);
	if (known !== undefined) return known;
	const clause: ClauseTrace = {
		sequence: part.sequence,
		start: clauseTime,
		end: clauseTime,
		messages: [],
		text: "",
		rungs: new Set(),
		faceFrames: 0,
		faceType: part.faceType,
		complete: false,
	};
	utterance.clauses.push(clause);
	return clause;
}

function takeSound(utterance: UtteranceTrace, samples: Int16Array, sampleRate: number): void {
	if (samples.length === 0) return;
	utterance.wave ??= new WaveColumn(sampleRate);
	const { wave } = utterance;
	wave.append(wave.sampleRate === sampleRate ? samples : atRate(samples, sampleRate, wave.sampleRate));
}

/** Linear: for looking at, and for the odd clause that comes at another rate. */
function atRate(samples: Int16Array, from: number, to: number): Int16Array {
	const out = new Int16Array(Math.round((samples.length * to) / from));
	for (let i = 0; i < out.length; i++) {
		const position = (i * from) / to;
		const index = Math.floor(position);
		const start = samples[index] ?? 0;
		out[i] = start + ((samples[index + 1] ?? start) - start) * (position - index);
	}
	return out;
}
