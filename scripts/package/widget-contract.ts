import type { AttributeName } from "../../src/widget/attributes.ts";
import type { WidgetEvents } from "../../src/widget/widget-events.ts";

// What each name of the element means, once, for the manifest, for editors and for docs/widget-api.md. The types make a
// name that is missing here an error.

export const ATTRIBUTE_DOCS: Readonly<Record<AttributeName, string>> = {
	loading:
		"When runtime and avatar are loaded: when the element comes near the viewport, at once, or when the viewer or the page asks for it.",
	reveal:
		"When the avatar takes the poster's place: as soon as it is there, after a click on the button, or by `dismissPoster()`.",
	variant: "In the flow of the page, in a corner of the window, or only the avatar on a transparent ground.",
	placement: "Corner of a floating avatar; `start` and `end` follow the direction of writing.",
	theme: "Light, dark, or as the viewer's system is.",
	framing: "How much of the avatar the picture shows.",
	quality: "How much work a picture may be; `auto` starts by the graphics card, and slow frames lower it.",
	panel:
		"What a message of the viewer does: is answered, is said as it is; `off`: there is nothing to write in.",
	mic: "The microphone: none, while its button is held, or until it is turned off.",
	captions: "Whether captions are shown.",
	src: "Model to show, VRM or glTF; by default Mira, beside the widget's own files.",
	"light-src": "Model for browsers that draw without a graphics card.",
	poster: "Picture shown until the avatar is.",
	gateway: "Address under which the gateway's `v1/sessions` lies; by default the page's own folder.",
	"session-endpoint":
		"Address of your own server that answers a POST with a session, as the gateway's `v1/sessions` does.",
	recording: "A recorded session to play in place of a conversation.",
	mapping: "JSON file that says what the model's shapes and bones are called.",
	"asset-base":
		"Folder of the package's `dist` files, where a bundler or a policy keeps them from being found.",
	open: "A floating avatar is open.",
	autoconnect: "The conversation begins with the avatar, not with the first word.",
	muted: "The sound is off; captions go on.",
	nohotkeys: "The panel knows no keys but Enter, Escape and the arrows.",
	alt: "What the picture shows, for those who do not see it.",
	"text-contents": "JSON object with words of your own for some of the widget's.",
	"link-hosts": "Hosts that links in replies may lead to, separated by spaces; by default the page's own.",
	"image-hosts": "Hosts that images in replies may come from; by default as `link-hosts`.",
	volume: "0 … 1.",
	lang: "Language of the widget's words (BCP 47); by default that of its surroundings.",
};

export const EVENT_DOCS: Readonly<
	Record<keyof WidgetEvents, readonly [detail: string, description: string]>
> = {
	statechange: [
		"{ state, previous, reason }",
		"The conversation stands elsewhere: `idle`, `connecting`, `ready`, `thinking`, `speaking`, `waiting`, `reconnecting`, `closed`.",
	],
	activitychange: ["{ activity, previous }", "`idle`, `thinking` or `speaking`."],
	load: [
		"{ url, coverage, licence }",
		"An avatar is shown; `coverage` says what of its face can be moved. Does not bubble.",
	],
	progress: ["{ loaded, total }", "Bytes of the avatar. Does not bubble."],
	"poster-dismissed": ["null", "The avatar has taken the poster's place."],
	beforeconnect: [
		"{ source }",
		"A conversation is about to begin; `preventDefault()` keeps it from doing so.",
	],
	speechstart: ["{ utterance }", "An utterance begins to be heard."],
	speechend: [
		"{ utterance, end, interrupted, heardText, reason }",
		"An utterance is over: `spoken`, `interrupted`, `cut` or `failed`; `heardText` is what was heard of it, to the word.",
	],
	caption: [
		"{ text, clause, heard, current } | null",
		"The words that are heard change; the word is `[heard, current)` in code points.",
	],
	message: ["{ role, text, final }", "What the viewer asks, and what is answered, not sanitised."],
	interaction: [
		"{ interactionType, interactionContent }",
		"The driver wants something shown (Tencent: InteractionType, InteractionContent), not sanitised.",
	],
	action: ["{ name }", "An action of the body begins, at its moment on the sound's clock."],
	autoplayblocked: [
		"null",
		"The browser wants a gesture before it plays sound; what is said is held until then.",
	],
	audiounlocked: ["null", "The sound plays."],
	error: ["{ code, message, recoverable }", "Something went wrong, in one plain sentence. Does not bubble."],
};

/** Methods: how they are called, and what they do. */
export const METHOD_DOCS: Readonly<Record<string, readonly [call: string, description: string]>> = {
	load: ["load(): Promise<void>", "Loads runtime and avatar now."],
	connect: ["connect(): Promise<void>", "Begins the conversation; else the first word does."],
	disconnect: ["disconnect(): Promise<void>", "Ends the conversation; the avatar stays."],
	speak: [
		"speak(text, options?): Promise<CommandResult>",
		"Says `text`, after what is being said, or in its place with `{ interrupt: true }`.",
	],
	chat: ["chat(text, options?): Promise<CommandResult>", "Answers `text`."],
	interrupt: ["interrupt(): Promise<InterruptResult>", "Silence at once; tells what was heard, to the word."],
	dismissPoster: ["dismissPoster(): void", "Shows the avatar as soon as it is there."],
	showPoster: ["showPoster(): void", "Shows the poster again."],
};

/** Properties beside the attributes'. */
export const PROPERTY_DOCS: Readonly<Record<string, readonly [type: string, description: string]>> = {
	sessionProvider: [
		"(() => unknown) | undefined",
		"Asks your server for a session; goes before `session-endpoint` and `gateway`.",
	],
	state: ["SessionState (read)", "Where the conversation stands."],
	activity: ["Activity (read)", "What the avatar does."],
	caption: ["Caption | undefined (read)", "The words that are heard now."],
	stats: ["PlayerStats | undefined (read)", "Latency, offset of lips and sound, buffer."],
	player: ["AvatarPlayer | undefined (read)", "The whole runtime: actions, gaze, streamed text, trim."],
};

export const SLOT_DOCS: Readonly<Record<string, string>> = {
	"": "Shown where scripts do not run.",
	poster: "In place of the poster.",
	start: "Inside the button that starts.",
	launcher: "Inside the button that opens a floating avatar.",
};

export const PART_DOCS: Readonly<Record<string, string>> = {
	frame: "Stage and panel.",
	stage: "The picture and what lies over it.",
	canvas: "The avatar.",
	poster: "The poster.",
	button: "Every button.",
	start: "The button that starts.",
	retry: "The button that tries again.",
	minimise: "The button that minimises.",
	launcher: "The button that opens a floating avatar.",
	"progress-bar": "How much of the avatar has come.",
	error: "What went wrong.",
	panel: "The conversation.",
	status: "Where the conversation stands.",
	"caption-text": "The captions.",
	"caption-word": "The word that is heard.",
	composer: "Where the viewer writes.",
	input: "The field.",
	send: "The button that sends.",
	problem: "What went wrong in the conversation.",
};

export const CSS_DOCS: Readonly<Record<string, readonly [fallback: string, description: string]>> = {
	"--facewire-accent": ["#1f6672 / #6cc3cf", "Buttons, the viewer's messages."],
	"--facewire-accent-text": ["#ffffff / #0e2327", "What is written on the accent."],
	"--facewire-surface": ["#ffffff / #1d222c", "Ground of the panel."],
	"--facewire-text": ["#1d2330 / #edf0f6", "Words."],
	"--facewire-border": ["from text and surface", "Lines."],
	"--facewire-stage": ["a soft gradient", "What is behind the avatar: any CSS background."],
	"--facewire-radius": ["16px", "Corners."],
	"--facewire-font": ["system-ui", "Typeface."],
	"--facewire-poster-fit": ["contain", "How the poster fits, as `object-fit`."],
	"--facewire-caption-font-size": ["1.125rem", "Size of captions before the viewer's own choice."],
	"--facewire-caption-text": ["#c8ced9", "Words of a caption that are still to come."],
	"--facewire-caption-background": ["rgb(16 20 28 / 92%)", "Ground of captions."],
	"--facewire-link": ["#0b5563 / #8fdde8", "Links in replies."],
	"--facewire-gap": ["12–28 px", "From a floating avatar to the window's edge."],
	"--facewire-z-index": ["2147483000", "Layer of a floating avatar."],
};

export const STATE_DOCS: Readonly<Record<string, string>> = {
	revealed: "The avatar has taken the poster's place.",
	idle: "It has nothing to say.",
	thinking: "It looks for an answer.",
	speaking: "It speaks.",
};
