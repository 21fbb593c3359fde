import { PRODUCTION_FORMATS } from "../../protocol/production.ts";
import type { CandidateKind } from "./candidate.ts";

/** One option of a candidate, as the form asks for it and a scenario names it. */
export interface CandidateField {
	readonly key: string;
	readonly label: string;
	/** `choice` has `choices`. */
	readonly type: "text" | "number" | "choice" | "switch";
	readonly choices?: readonly string[];
	readonly initial: string | number | boolean;
	/** What it is, its unit and range. */
	readonly hint: string;
	/** Nothing works without it. */
	readonly required?: true;
	/** What a stand-in gets if nothing is given; it takes any. */
	readonly standIn?: string;
}

/** What a candidate is called before somebody gives it a name. */
export const KIND_LABELS: Readonly<Record<CandidateKind, string>> = {
	facewire: "Facewire",
	"tencent-cloud": "Tencent cloud-rendered",
	"tencent-produced": "Tencent produced video",
	iflytek: "iFLYTEK",
	softsugar: "SoftSugar",
	akool: "Akool",
};

const text = (key: string, label: string, initial: string, hint: string): CandidateField => ({
	key,
	label,
	type: "text",
	initial,
	hint,
});

const number = (key: string, label: string, initial: number, hint: string): CandidateField => ({
	key,
	label,
	type: "number",
	initial,
	hint,
});

const choice = (key: string, label: string, choices: readonly string[], hint: string): CandidateField => ({
	key,
	label,
	type: "choice",
	choices,
	initial: choices[0] ?? "",
	hint,
});

/** The options of every kind of candidate. Accounts are none of them: the gateway has those. */
export const CANDIDATE_FIELDS: Readonly<Record<CandidateKind, readonly CandidateField[]>> = {
	facewire: [
		text(
			"avatar",
			"Avatar",
			"avatars/mira-light.vrm",
			"Address of a glTF or VRM model, relative to the page.",
		),
		choice("framing", "Framing", ["bust", "head", "half"], "How much of the figure is shown."),
		choice(
			"quality",
			"Quality",
			["auto", "high", "medium", "low", "minimal"],
			"How much work a picture may be; slow frames lower it.",
		),
	],
	"tencent-cloud": [
		choice("figure", "Figure", ["project", "asset"], "The account's project or its personal asset."),
		choice("protocol", "Protocol", ["webrtc", "rtmp", "trtc"], "How the stream comes."),
		{
			key: "alpha",
			label: "See-through",
			type: "switch",
			initial: false,
			hint: "Asks for the alpha channel beside the colour.",
		},
		text("playUrl", "Play address", "", "Only if the stream is pushed elsewhere."),
		text("signalling", "Signalling", "", "Where webrtc:// offers are posted; the vendor's hosts if empty."),
	],
	"tencent-produced": [
		{ ...text("avatar", "Avatar", "", "VirtualmanKey, as the account lists it."), required: true },
		text("voice", "Voice", "", "TimbreKey; the avatar's own if empty."),
		number("speed", "Speed", 1, "0.5 to 1.5; 1 is normal."),
		choice("format", "Form", PRODUCTION_FORMATS, "See-through, or before green."),
	],
	iflytek: [
		text("avatarId", "Avatar", "", "Number of the avatar; the gateway's own if empty."),
		choice("protocol", "Protocol", ["xrtc", "webrtc", "rtmp"], "xrtc needs the vendor's own player."),
		number("width", "Width", 720, "Pixels, a multiple of 4."),
		number("height", "Height", 1280, "Pixels, a multiple of 4."),
		number("frameRate", "Pictures a second", 25, "13 to 25."),
		number("bitrate", "Bitrate", 2000, "Kilobits a second, 200 to 5000."),
		text("signalling", "Signalling", "", "Where webrtc:// offers are posted; the vendor's hosts if empty."),
	],
	softsugar: [
		{ ...text("faceId", "Face", "", "face_feature_id of the digital role."), required: true },
		{
			...text("roleUrl", "Role", "", "Address of the digital role's zip."),
			required: true,
			standIn: "https://example.com/role.zip",
		},
		{ ...text("voiceId", "Voice", "", "id of the voice, as the account lists it."), required: true },
		text("voiceName", "Voice's name", "voice", "name of the voice."),
		number("voiceVendor", "Voice's vendor", 4, "vendor_id of the voice."),
		text("language", "Language", "zh-CN", "Language of the voice."),
		number("width", "Width", 1080, "Pixels, 10 to 1080, or 1920 lengthwise."),
		number("height", "Height", 1920, "Pixels."),
		number("bitrate", "Bitrate", 5, "Megabits a second, up to 7."),
	],
	akool: [
		{ ...text("avatarId", "Avatar", "", "avatar_id of the account."), required: true },
		choice("api", "API", ["v4", "v3"], "As the gateway is set."),
		choice(
			"transport",
			"Transport",
			["agora", "livekit", "trtc"],
			"Who carries the picture; v3 knows Agora alone.",
		),
		text("voiceId", "Voice", "", "voice_id of the account; the avatar's own if empty."),
		text("language", "Language", "", "Code of the language, as the vendor lists it."),
	],
};

/** Options of one candidate, by key. What is not given has its initial value. */
export type CandidateOptions = Readonly<Record<string, string | number | boolean>>;

/** All options of a kind, with what is given in the place of what they begin with. */
export const withInitial = (kind: CandidateKind, given: CandidateOptions): CandidateOptions => ({
	...Object.fromEntries(CANDIDATE_FIELDS[kind].map(({ key, initial }) => [key, initial])),
	...given,
});
