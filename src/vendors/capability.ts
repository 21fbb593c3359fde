/** What a vendor may be able to do; the rows of the table in docs/vendors.md. */
export const CAPABILITIES = {
	text: "say a text",
	"text-stream": "say a text while it is being written",
	ssml: "SSML in a text",
	append: "say a text after the one that is being said",
	audio: "speak with sound that is given",
	"audio-url": "speak with a sound file at an address",
	action: "move the body on command",
	interrupt: "stop speaking",
	background: "change what is behind",
	foreground: "put pictures in front",
	subtitles: "text with its times",
	alpha: "a see-through background",
	queue: "a queue at the vendor: list, reorder, cancel",
	"quick-reply": "filler words that are ready made",
	microphone: "a person speaks through the avatar",
	chat: "answers of the vendor's own",
	"voice-parameters": "voice, speed, pitch and loudness for each text",
	pose: "place, size and turn of the figure",
	"stream-events": "speaking states inside the stream itself",
	progress: "messages about what is being said",
	sessions: "list the account's sessions",
	"token-renewal": "stay longer than a token lives",
	reconnect: "come back to the same session",
} as const;

export type Capability = keyof typeof CAPABILITIES;

/** Capabilities of a vendor, named once. */
export const capabilities = (...names: readonly Capability[]): ReadonlySet<Capability> => new Set(names);
