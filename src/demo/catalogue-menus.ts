import { type Catalogue, parseCatalogue } from "../protocol/catalogue.ts";
import { element } from "./element.ts";

/** What the menus lead to. */
export interface CatalogueHandlers {
	/** Speak with this voice from now on; `undefined` for the service's own choice. */
	voice(key: string | undefined): void;
}

/** The catalogue of the gateway at `gateway`; `undefined` if it has none. */
async function readCatalogue(gateway: string): Promise<Catalogue | undefined> {
	try {
		const response = await fetch(new URL("v1/catalogue", gateway));
		return response.ok ? parseCatalogue(await response.json()) : undefined;
	} catch {
		// Menus are an extra: the page speaks without them.
		return undefined;
	}
}

/** Fills the menus of voices and gestures with what the service offers; they stay hidden if that is nothing. */
export async function offerCatalogue(gateway: string, handlers: CatalogueHandlers): Promise<void> {
	const catalogue = await readCatalogue(gateway);
	if (catalogue === undefined) return;
	offerVoices(catalogue, handlers);
	offerActions(catalogue);
}

function offerVoices({ voices }: Catalogue, handlers: CatalogueHandlers): void {
	const menu = element("voice", HTMLSelectElement);
	for (const { key, name } of voices) menu.add(new Option(name, key));
	menu.addEventListener("change", () => handlers.voice(menu.value || undefined));
	show(menu, voices.length > 1);
}

/** A gesture goes into the text where the caret stands; one that plays nothing here says so. */
function offerActions({ actions }: Catalogue): void {
	const menu = element("gesture", HTMLSelectElement);
	const text = element("text", HTMLTextAreaElement);
	const written = actions.filter(({ mark }) => mark !== "");
	for (const { name, mark, gesture } of written)
		menu.add(new Option(gesture === "" ? `${name} (plays nothing here)` : name, mark));
	menu.addEventListener("change", () => {
		text.setRangeText(`${menu.value} `, text.selectionStart, text.selectionEnd, "end");
		menu.value = "";
		text.focus();
	});
	show(menu, written.length > 0);
}

function show(menu: HTMLSelectElement, isOffered: boolean): void {
	const label = menu.closest("label");
	if (label !== null) label.hidden = !isOffered;
}
