import { CHINESE } from "./texts/chinese.ts";
import { ENGLISH, type PanelTexts } from "./texts/english.ts";

export type { PanelTexts };

/**
 * The panel's strings for a language (BCP 47): Chinese for `zh…`, else English, with the page's own words in place of
 * those that it gives.
 */
export function panelTexts(lang = "", overrides: Partial<PanelTexts> = {}): PanelTexts {
	const base = /^zh\b/i.test(lang) ? CHINESE : ENGLISH;
	const given = Object.entries(overrides).filter(([, text]) => typeof text === "string");
	return { ...base, ...Object.fromEntries(given) };
}

/** Puts `values` into the places that `template` keeps for them: `{name}`. */
export function fillText(template: string, values: Readonly<Record<string, string | number>>): string {
	return template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
