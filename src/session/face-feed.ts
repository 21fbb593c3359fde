import { FaceIntake, type FaceIntakeStats, type PartPlace, type StageFace } from "../lipsync/face-intake.ts";
import type { OrderName } from "../lipsync/order-tables.ts";
import { ignoredChannels } from "../lipsync/orders.ts";
import type { PinyinReader } from "../lipsync/phonemes-from-words.ts";
import type { Rung } from "../lipsync/rung.ts";
import type { WordSpeller } from "../lipsync/spell-words.ts";
import type { ClausePart } from "../protocol/driver-message.ts";
import type { SessionWarnings } from "./session-warnings.ts";

export interface FaceFeedOptions {
	readonly order: OrderName | readonly string[];
	/** The driver's face frames per second; found out from what comes if not given. */
	readonly frameRate: number | undefined;
	readonly warnings: SessionWarnings;
	/** Chinese words came without phonemes, and {@link FaceFeed.pinyin} is not set. Called once. */
	readonly wantPinyin: () => void;
	/** Words came without phonemes and without a face, and {@link FaceFeed.spell} is not set. Called once. */
	readonly wantSpelling: () => void;
}

const HAN = /\p{Script=Han}/u;

/** The session's way from a driver's face data to the stage's, with a word to the viewer where something is off. */
export class FaceFeed {
	readonly #options: FaceFeedOptions;
	readonly #intake: FaceIntake;
	#order: OrderName | readonly string[];
	readonly #dimensions = new Set<number>();
	#toldOrder: OrderName | undefined;
	#pinyinWanted = false;
	#spellingWanted = false;

	/** @throws {TypeError} if `order` is no known order and no list of channel names. */
	constructor(options: FaceFeedOptions) {
		const { order, frameRate } = options;
		this.#options = options;
		this.#order = order;
		this.#intake = new FaceIntake(frameRate === undefined ? { order } : { order, frameRate });
	}

	get stats(): FaceIntakeStats {
		return this.#intake.stats;
	}

	set order(order: OrderName | readonly string[]) {
		this.#intake.order = order;
		this.#order = order;
		this.#dimensions.clear();
		this.#toldOrder = undefined;
	}

	set highestRung(highest: (sequence: number) => Rung | undefined) {
		this.#intake.highestRung = highest;
	}

	/** The driver's face frames per second, as far as it has been found out. */
	get frameRate(): number {
		return this.#intake.frameRate;
	}

	set pinyin(reader: PinyinReader) {
		this.#intake.pinyin = reader;
	}

	set spell(speller: WordSpeller) {
		this.#intake.spell = speller;
	}

	/** A new utterance begins. */
	begin(): void {
		this.#intake.begin();
	}

	/** Takes the next part in order, before its arrays are given away. Returns what is due for the stage. */
	part(part: ClausePart, place: PartPlace): readonly StageFace[] {
		this.#warnOfChannels(part.face.count === 0 ? undefined : part.face.dimension);
		this.#askForPinyin(part);
		this.#askForSpelling(part);
		const faces = this.#intake.part(part, place);
		if (part.faceFinal || part.final) this.#warnOfOrder();
		return faces;
	}

	/** Nothing more of the utterance will come. Returns what is left of its face. */
	end(): readonly StageFace[] {
		return this.#intake.end();
	}

	#warnOfChannels(dimension: number | undefined): void {
		if (dimension === undefined || this.#dimensions.has(dimension)) return;
		this.#dimensions.add(dimension);
		const ignored = ignoredChannels(this.#order, dimension);
		if (ignored.length === 0) return;
		const message = `Face channels without a place: ${ignored.join(", ")}.`;
		this.#options.warnings.add("ignored-channels", message, ignored.length);
	}

	#warnOfOrder(): void {
		const { layout } = this.#intake.stats;
		if (layout.verdict !== "other" || layout.order === this.#toldOrder) return;
		this.#toldOrder = layout.order;
		const [theirs, ours] = [layout.score.total, layout.current.total].map((score) => score.toFixed(2));
		const message = `The face's channels fit the order "${layout.order}" better (${theirs}) than the one in use (${ours}).`;
		this.#options.warnings.add("other-order", message);
	}

	#askForPinyin({ phonemes, subtitles }: ClausePart): void {
		if (this.#pinyinWanted || phonemes.length > 0 || !subtitles.some(({ text }) => HAN.test(text))) return;
		this.#pinyinWanted = true;
		this.#options.wantPinyin();
	}

	#askForSpelling({ phonemes, subtitles, face }: ClausePart): void {
		const isFaceless = face.count === 0 || this.#intake.hasDeadFace;
		if (this.#spellingWanted || phonemes.length > 0 || subtitles.length === 0 || !isFaceless) return;
		this.#spellingWanted = true;
		this.#options.wantSpelling();
	}
}
