import {
	ADDRESSES,
	CHOICES,
	type Choice,
	type ChoiceName,
	readAddress,
	readChoice,
	readVolume,
	SWITCHES,
	TEXTS,
} from "./attributes.ts";

/** `asset-base` → `assetBase`. */
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
	? `${Head}${Capitalize<Camel<Tail>>}`
	: Name;

/** The attributes as properties: setting one sets the attribute; reading one gives what it is taken for. */
export type Reflected = { [Name in ChoiceName]: Choice<Name> } & {
	/** Reading gives the absolute address, empty if there is none. */
	[Name in (typeof ADDRESSES)[number] as Camel<Name>]: string;
} & { [Name in (typeof SWITCHES)[number] as Camel<Name>]: boolean } & {
	[Name in (typeof TEXTS)[number] as Camel<Name>]: string;
} & {
	/** 0 … 1. */
	volume: number;
};

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Gives `prototype` the properties of {@link Reflected}. */
export function reflect(prototype: object): void {
	const define = <T>(
		name: string,
		get: (element: Element) => T,
		set?: (element: Element, value: T) => void,
	) =>
		Object.defineProperty(prototype, camel(name), {
			configurable: true,
			enumerable: true,
			get(this: Element) {
				return get(this);
			},
			set(this: Element, value: T) {
				if (set !== undefined) set(this, value);
				else if (value === undefined || value === null) this.removeAttribute(name);
				else this.setAttribute(name, String(value));
			},
		});
	for (const name of Object.keys(CHOICES) as ChoiceName[])
		define(name, (element) => readChoice(element, name));
	for (const name of ADDRESSES) define(name, (element) => readAddress(element, name));
	for (const name of TEXTS) define(name, (element) => element.getAttribute(name) ?? "");
	for (const name of SWITCHES)
		define(
			name,
			(element) => element.hasAttribute(name),
			(element, value) => void element.toggleAttribute(name, value),
		);
	define("volume", readVolume);
}
