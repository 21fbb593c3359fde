/** Every string of the panel, in English. `{name}` stands for something that is put in. */
export const ENGLISH = {
	panel: "Conversation",
	transcript: "What was said",
	you: "You",
	avatar: "Avatar",
	note: "Note",
	writeHere: "Your message",
	placeholder: "Write a message…",
	send: "Send",
	stop: "Stop speaking",
	cannotStop: "This part cannot be interrupted.",
	mute: "Turn the sound off",
	unmute: "Turn the sound on",
	showCaptions: "Show captions",
	hideCaptions: "Hide captions",
	smallerCaptions: "Smaller captions",
	largerCaptions: "Larger captions",
	captionSize: "Caption size {percent} %",
	shortcuts: "Keyboard shortcuts",
	close: "Close",
	tapToHear: "Tap to hear",
	soundInterrupted: "The sound was interrupted. Tap to go on.",
	thinking: "Thinking…",
	newMessages: "New messages",
	greeting: "Ask me anything.",
	stateIdle: "Ready",
	stateConnecting: "Connecting…",
	stateReady: "Ready",
	stateThinking: "Thinking…",
	stateHeld: "Waiting for your tap",
	stateSpeaking: "Speaking",
	stateWaiting: "Waiting for sound…",
	stateReconnecting: "Reconnecting…",
	stateClosed: "Not connected",
	stateListening: "Listening…",
	stoppedAfter: "Stopped after “{heard}”.",
	stoppedBefore: "Stopped before the first word.",
	holdToTalk: "Hold to talk",
	startListening: "Turn the microphone on",
	stopListening: "Turn the microphone off",
	micDenied:
		"The microphone is blocked, so typing it is. You can allow it in the browser's settings for this page.",
	micUnavailable: "Speech recognition does not work here just now. You can type instead.",
	micNone: "No microphone was found. You can type instead.",
	micLanguage: "Speech recognition does not know this language here. You can type instead.",
	micMuted: "The microphone rests while this is spoken.",
	linkBlocked: "link to {host} left out",
	imageBlocked: "Image from {host} left out",
	imageFailed: "Image could not be loaded",
	opensNewTab: "opens in a new tab",
	open: "Open",
	message: "Message",
	table: "Table",
	image: "Image",
	keyStop: "Stop speaking",
	keyMute: "Sound on or off",
	keyCaptions: "Captions on or off",
	keyHelp: "This list",
	keyEscape: "Close, or stop speaking",
	keyEnter: "Send",
	keyNewLine: "New line",
	keyHistory: "Earlier messages, in an empty field",
	space: "Space",
	escape: "Esc",
	enter: "Enter",
	shiftEnter: "Shift + Enter",
} as const;

/** Every string of the panel. */
export type PanelTexts = Readonly<Record<keyof typeof ENGLISH, string>>;

/** Whether a language (BCP 47) is Chinese of any kind. */
export const isChinese = (lang: string): boolean => /^zh\b/i.test(lang);

/** Words with others in place of some; what is no text is left out. */
export function withTexts(base: PanelTexts, overrides: Partial<PanelTexts> = {}): PanelTexts {
	const given = Object.entries(overrides).filter(([, text]) => typeof text === "string");
	return { ...base, ...Object.fromEntries(given) };
}
