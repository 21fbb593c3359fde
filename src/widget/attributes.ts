/** Values of the attributes that know only some words; the first is the default. */
export const CHOICES = {
	/** When the core is loaded: near the viewport, at once, or when the viewer or the page asks for it. */
	loading: ["lazy", "eager", "interaction"],
	/** When the avatar takes the poster's place: as soon as it is there, after a click, or by `dismissPoster()`. */
	reveal: ["auto", "interaction", "manual"],
	variant: ["inline", "floating", "bare"],
	placement: ["bottom-end", "bottom-start", "top-end", "top-start"],
	theme: ["auto", "light", "dark"],
	framing: ["bust", "head", "half"],
	quality: ["auto", "high", "medium", "low", "minimal"],
	/** What a message of the viewer does: is answered, is said as it is; or there is nothing to write in. */
	panel: ["chat", "speak", "off"],
	mic: ["off", "push", "open"],
	captions: ["on", "off"],
} as const;

/** Attributes that hold an address, relative to the document. */
export const ADDRESSES = [
	"src",
	"light-src",
	"poster",
	"gateway",
	"session-endpoint",
	"recording",
	"mapping",
	"asset-base",
] as const;

/** Attributes that are there or not. */
export const SWITCHES = ["open", "autoconnect", "muted", "nohotkeys"] as const;

/** Attributes that hold text as it is. */
export const TEXTS = ["alt", "text-contents", "link-hosts", "image-hosts"] as const;

/** Every attribute that the element reads; `lang` and `dir` are the platform's own. */
export const ATTRIBUTES = [
	...(Object.keys(CHOICES) as (keyof typeof CHOICES)[]),
	...ADDRESSES,
	...SWITCHES,
	...TEXTS,
	"volume",
	"lang",
] as const;

export type AttributeName = (typeof ATTRIBUTES)[number];
export type ChoiceName = keyof typeof CHOICES;
export type Choice<Name extends ChoiceName> = (typeof CHOICES)[Name][number];

/** What the page wrote and we cannot take: each complaint is made once a page. */
const told = new Set<string>();

/** Says once, on the console, what is wrong with a page's markup. */
export function warnOnce(message: string): void {
	if (told.has(message)) return;
	told.add(message);
	console.warn(`<facewire-avatar> ${message}`);
}

/** The attribute's value, or the default if it is missing or unknown; the latter warns once. */
export function readChoice<Name extends ChoiceName>(element: Element, name: Name): Choice<Name> {
	const allowed: readonly string[] = CHOICES[name];
	const [fallback = ""] = allowed;
	const value = element.getAttribute(name);
	if (value === null) return fallback as Choice<Name>;
	if (allowed.includes(value)) return value as Choice<Name>;
	warnOnce(`${name}="${value}" is unknown; taken as "${fallback}". Known: ${allowed.join(", ")}.`);
	return fallback as Choice<Name>;
}

/** The attribute's address made absolute; empty if it is missing, or is none, which warns once. */
export function readAddress(element: Element, name: (typeof ADDRESSES)[number]): string {
	const value = element.getAttribute(name);
	if (value === null || value === "") return "";
	try {
		return new URL(value, element.ownerDocument.baseURI).href;
	} catch {
		warnOnce(`${name}="${value}" is no address; left out.`);
		return "";
	}
}

/** 0 … 1; 1 if it is missing or no such number, which warns once. */
export function readVolume(element: Element): number {
	const value = element.getAttribute("volume");
	if (value === null) return 1;
	const volume = Number(value);
	if (value.trim() !== "" && volume >= 0 && volume <= 1) return volume;
	warnOnce(`volume="${value}" is no number from 0 to 1; taken as 1.`);
	return 1;
}

/** The words that the page gives for some of ours: a JSON object of strings; anything else warns once. */
export function readTexts(element: Element): Readonly<Record<string, string>> {
	const value = element.getAttribute("text-contents");
	if (value === null || value === "") return {};
	try {
		const parsed: unknown = JSON.parse(value);
		if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed))
			return parsed as Record<string, string>;
	} catch {
		// Told below.
	}
	warnOnce("text-contents is no JSON object; left out.");
	return {};
}

/** Hosts, separated by spaces or commas; `undefined` if the attribute is missing. */
export function readHosts(element: Element, name: "link-hosts" | "image-hosts"): string[] | undefined {
	return element
		.getAttribute(name)
		?.split(/[\s,]+/)
		.filter((host) => host !== "");
}
