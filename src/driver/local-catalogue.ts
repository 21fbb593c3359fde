import { ACTION_CODES } from "../../assets/gestures/action-codes.ts";
import type { Catalogue } from "../protocol/catalogue.ts";
import { OFFERED_LANGUAGES, TIMBRES } from "./voices.ts";

/** `local-female-soft` for a person: `Female soft`. */
const spoken = (key: string): string => {
	const words = key.replace(/^local-/, "").replaceAll(/[-_]/g, " ");
	return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What the local driver offers: every voice speaks every language; an action is a tag in the text. */
export const localCatalogue = (): Catalogue => ({
	voices: [...TIMBRES.keys()].map((key) => ({
		key,
		name: spoken(key),
		languages: OFFERED_LANGUAGES,
		sample: "",
	})),
	actions: [...new Set(Object.values(ACTION_CODES))].map((gesture) => ({
		code: gesture,
		name: spoken(gesture),
		gesture,
		mark: `[${gesture}]`,
	})),
});
