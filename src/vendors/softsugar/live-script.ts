/** [x, y, width, height] on the canvas of 1080 × 1920 that all places refer to, whatever the resolution. */
export type Rect = readonly [number, number, number, number];

/** The live script ("Live Script JSON Definition"); field names are the vendor's. */
export interface LiveScript {
	/** "0.0.2": `resolution` is that of the stream and of the canvas inside. */
	readonly version: "0.0.1" | "0.0.2";
	/** Repetitions; 0 for ever. */
	readonly recycle: number;
	/** Starts before all resources are there. */
	readonly stream_mode: boolean;
	/** Width and height, 10 … 1080 and 10 … 1920 either way. */
	readonly resolution?: readonly [number, number];
	/** Mbit/s, above 0 up to 7. */
	readonly bit_rate?: number;
	readonly live_type?: "live" | "interactive";
	readonly sentence_break?: boolean;
	readonly streaming_param?: {
		readonly h264_profile?: number;
		readonly key_frame_interval?: number;
		/** True: Agora's LIVE mode, false: its RTC mode. */
		readonly agora_live_mode?: boolean;
	};
	/** Only the first counts. */
	readonly sceneList: readonly [LiveScene, ...LiveScene[]];
}

export interface LiveScene {
	readonly digital_role: {
		readonly id?: number;
		readonly face_feature_id: string;
		readonly name?: string;
		readonly url: string;
		readonly position?: { readonly x: number; readonly y: number };
		readonly scale?: number;
		readonly alpha?: boolean;
	};
	readonly tts_config: SoftSugarVoice;
	readonly tts_query?: TtsQuery;
	readonly audios?: readonly { readonly url: string }[];
	/** Filler words: all text or all sound. */
	readonly quick_response?: readonly (string | { readonly tts_query?: TtsQuery; readonly audio?: string })[];
	readonly opening_words?: string;
	readonly backgrounds?: readonly (Layer & {
		readonly type: 0 | 1;
		readonly name: string;
		readonly cycle: boolean;
	})[];
	readonly foregrounds?: readonly (Layer & { readonly type: 0; readonly name: string })[];
	readonly effects?: { readonly version: string; readonly beautify?: Readonly<Record<string, number>> };
}

export interface SoftSugarVoice {
	/** In place of `id` and `vendor_id`. */
	readonly qid?: string;
	readonly id?: string;
	readonly name: string;
	readonly vendor_id?: number;
	readonly language: string;
	/** −60 … 60. */
	readonly pitch_offset: number;
	/** 0.5 … 2; the higher the slower, as the document has it. */
	readonly speed_ratio: number;
	/** 1 … 400. */
	readonly volume: number;
}

/** A text to be said, of at least ten characters. */
export interface TtsQuery {
	readonly content: string;
	readonly ssml?: boolean;
}

/** A picture on the canvas, times in milliseconds; `duration` −1 lasts as long as the rest. */
export interface Layer {
	readonly url: string;
	readonly rect: Rect;
	readonly start: number;
	readonly duration: number;
}

/** A takeover ("Live Stream Takeover JSON Definition"): text goes before sound if both are there. */
export interface Takeover {
	readonly tts_query?: TtsQuery;
	readonly audio?: string;
	readonly foregrounds?: readonly Layer[];
	/** One object here, a list in the script. */
	readonly backgrounds?: Layer;
}

/** Fewest characters of a text. */
export const LEAST_TEXT = 10;

type Check = (value: unknown) => string | null;

const between =
	(low: number, high: number): Check =>
	(value) =>
		typeof value === "number" && value >= low && value <= high ? null : `a number from ${low} to ${high}`;
const whole: Check = (value) =>
	Number.isInteger(value) && Number(value) >= 0 ? null : "a whole number from 0 on";
const text: Check = (value) => (typeof value === "string" && value !== "" ? null : "a text");
const address: Check = (value) =>
	typeof value === "string" && /^https?:\/\/./.test(value)
		? null
		: "an address that starts with http:// or https://";
const spoken: Check = (value) =>
	typeof value === "string" && [...value].length >= LEAST_TEXT
		? null
		: `a text of at least ${LEAST_TEXT} characters`;
const rect: Check = (value) =>
	Array.isArray(value) && value.length === 4 && value.every(Number.isFinite) ? null : "four numbers";
const duration: Check = (value) =>
	value === -1 || (typeof value === "number" && value >= 0) ? null : "−1 or milliseconds from 0 on";

/** Finds what the vendor would not take, with the path of each. */
class Finder {
	readonly problems: string[] = [];

	must(path: string, value: unknown, check: Check): void {
		const wanted = check(value);
		if (wanted !== null)
			this.problems.push(`${path}: expected ${wanted}, got ${JSON.stringify(value) ?? "nothing"}`);
	}

	may(path: string, value: unknown, check: Check): void {
		if (value !== undefined) this.must(path, value, check);
	}

	layer(path: string, layer: Layer): void {
		this.must(`${path}.url`, layer.url, address);
		this.must(`${path}.rect`, layer.rect, rect);
		this.must(`${path}.start`, layer.start, whole);
		this.must(`${path}.duration`, layer.duration, duration);
	}
}

/** @throws {TypeError} naming every place of `problems` */
function complain(what: string, problems: readonly string[]): void {
	if (problems.length > 0)
		throw new TypeError(`SoftSugar does not take this ${what}: ${problems.join("; ")}`);
}

/** The script as the field `param` carries it. @throws {TypeError} if the document does not allow it */
export function liveScriptParam(script: LiveScript): string {
	const find = new Finder();
	find.must("$.recycle", script.recycle, whole);
	find.may("$.bit_rate", script.bit_rate, (value) =>
		typeof value === "number" && value > 0 && value <= 7 ? null : "more than 0, at most 7",
	);
	const [short = Number.NaN, long = Number.NaN] = [...(script.resolution ?? [])].sort((a, b) => a - b);
	if (script.resolution) {
		find.must("$.resolution", short, between(10, 1080));
		find.must("$.resolution", long, between(10, 1920));
	}
	const [scene] = script.sceneList;
	const at = "$.sceneList[0]";
	find.must(`${at}.digital_role.face_feature_id`, scene.digital_role.face_feature_id, text);
	find.must(`${at}.digital_role.url`, scene.digital_role.url, address);
	const { tts_config: voice } = scene;
	if (voice.qid === undefined) {
		find.must(`${at}.tts_config.id`, voice.id, text);
		find.must(`${at}.tts_config.vendor_id`, voice.vendor_id, whole);
	}
	find.must(`${at}.tts_config.name`, voice.name, text);
	find.must(`${at}.tts_config.language`, voice.language, text);
	find.must(`${at}.tts_config.pitch_offset`, voice.pitch_offset, between(-60, 60));
	find.must(`${at}.tts_config.speed_ratio`, voice.speed_ratio, between(0.5, 2));
	find.must(`${at}.tts_config.volume`, voice.volume, between(1, 400));
	if (scene.tts_query) find.must(`${at}.tts_query.content`, scene.tts_query.content, spoken);
	for (const [index, { url }] of (scene.audios ?? []).entries())
		find.must(`${at}.audios[${index}].url`, url, address);
	for (const [index, layer] of (scene.backgrounds ?? []).entries())
		find.layer(`${at}.backgrounds[${index}]`, layer);
	for (const [index, layer] of (scene.foregrounds ?? []).entries())
		find.layer(`${at}.foregrounds[${index}]`, layer);
	const fillers = scene.quick_response ?? [];
	const sounds = fillers.filter((filler) => typeof filler === "object" && filler.audio !== undefined);
	if (sounds.length > 0 && sounds.length < fillers.length)
		find.problems.push(`${at}.quick_response: all have to be texts, or all sounds`);
	if (fillers.length > 0 && script.live_type !== "interactive")
		find.problems.push(`${at}.quick_response: needs $.live_type "interactive"`);
	complain("live script", find.problems);
	return JSON.stringify(script);
}

/** A takeover as the field `param` carries it. @throws {TypeError} if the document does not allow it */
export function takeoverParam(takeover: Takeover): string {
	const find = new Finder();
	const { tts_query: query, audio, foregrounds = [], backgrounds } = takeover;
	if (query === undefined && audio === undefined) find.problems.push("$: expected tts_query or audio");
	if (query) find.must("$.tts_query.content", query.content, spoken);
	// The document's own sample has a path of the server there, which nobody outside can know.
	find.may("$.audio", audio, address);
	for (const [index, layer] of foregrounds.entries()) find.layer(`$.foregrounds[${index}]`, layer);
	if (backgrounds) find.layer("$.backgrounds", backgrounds);
	complain("takeover", find.problems);
	return JSON.stringify(takeover);
}

/** Filler word `index`, from 0; −1 takes one at random. */
export const quickReplyParam = (index: number): string => {
	if (!Number.isInteger(index) || index < -1)
		throw new TypeError(`order: expected −1 or an index, got ${index}`);
	return JSON.stringify({ quick_response: true, order: index });
};
