import { WireReader } from "./wire-reader.ts";

/** A voice that speech can be asked for in (`SpeechOptions.timbre`). */
export interface CatalogueVoice {
	readonly key: string;
	readonly name: string;
	/** BCP 47 tags; empty if nothing is said of them. */
	readonly languages: readonly string[];
	/** Address of a sample, or empty. */
	readonly sample: string;
}

/** An action that a text can ask for. */
export interface CatalogueAction {
	/** What the speech service calls it. */
	readonly code: string;
	readonly name: string;
	/** The gesture that it plays here; empty if none does. */
	readonly gesture: string;
	/** What is written into a text for it; empty if the service takes no such mark in plain text. */
	readonly mark: string;
}

/** `GET /v1/catalogue`: what the speech service behind the gateway offers. */
export interface Catalogue {
	readonly voices: readonly CatalogueVoice[];
	readonly actions: readonly CatalogueAction[];
}

/** Reads a catalogue as the gateway sends it. @throws {WireError} */
export function parseCatalogue(value: unknown): Catalogue {
	const root = WireReader.root(value, null);
	return {
		voices: root.list("voices", (voice) => ({
			key: voice.text("key"),
			name: voice.text("name"),
			languages: voice.array("languages").map(String),
			sample: voice.text("sample"),
		})),
		actions: root.list("actions", (action) => ({
			code: action.text("code"),
			name: action.text("name"),
			gesture: action.text("gesture"),
			mark: action.text("mark"),
		})),
	};
}
