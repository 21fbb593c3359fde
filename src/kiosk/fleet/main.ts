import { make, setText } from "../../widget/panel/make.ts";
import { CommandForm } from "./command-form.ts";
import { type FleetAuditEntry, FleetClient, type FleetKiosk, KeyNeeded } from "./fleet-client.ts";
import { KioskCard } from "./kiosk-card.ts";

/** Milliseconds between two looks; kiosks show themselves every ten seconds. */
const LOOK_MS = 3000;

function element<T extends HTMLElement>(id: string, type: new () => T): T {
	const found = document.getElementById(id);
	if (!(found instanceof type)) throw new Error(`The page has no ${id}.`);
	return found;
}

const client = new FleetClient(new URL("./", location.href).href);
const list = element("kiosks", HTMLUListElement);
const problem = element("problem", HTMLElement);
const keyForm = element("key-form", HTMLFormElement);
const cards = new Map<string, KioskCard>();

const form = new CommandForm(
	{
		dialog: element("command", HTMLDialogElement),
		type: element("command-type", HTMLSelectElement),
		fields: element("command-fields", HTMLElement),
	},
	(id, command) => void act(() => client.command(id, command)),
);

const handlers = {
	command: (id: string) => form.open(id),
	forget: (id: string) => void act(() => client.forget(id)),
};

/** Does something, and shows at once what has become of it. */
async function act(ask: () => Promise<void>): Promise<void> {
	try {
		await ask();
		await look();
	} catch (error) {
		complain(error);
	}
}

function complain(error: unknown): void {
	keyForm.hidden = !(error instanceof KeyNeeded);
	setText(problem, error instanceof Error ? error.message : String(error));
	problem.hidden = false;
}

function showKiosks(kiosks: readonly FleetKiosk[]): void {
	for (const [id, card] of cards) {
		if (kiosks.some((kiosk) => kiosk.id === id)) continue;
		card.element.remove();
		cards.delete(id);
	}
	for (const kiosk of kiosks) {
		const card = cards.get(kiosk.id) ?? new KioskCard(kiosk.id, handlers);
		cards.set(kiosk.id, card);
		card.show(kiosk);
		if (!card.element.isConnected) list.append(card.element);
	}
	element("empty", HTMLElement).hidden = kiosks.length > 0;
	const silent = kiosks.filter(({ isSilent }) => isSilent).length;
	setText(
		element("summary", HTMLElement),
		`${kiosks.length} in all, ${silent === 0 ? "none silent" : `${silent} silent`}`,
	);
}

function showAudit(entries: readonly FleetAuditEntry[]): void {
	const rows = entries.map(({ at, who, kiosk, what, detail }) =>
		make(
			"tr",
			{},
			...[at.replace("T", " ").slice(0, 19), who, kiosk, what, JSON.stringify(detail)].map((text) =>
				make("td", {}, text),
			),
		),
	);
	element("audit", HTMLTableElement).tBodies[0]?.replaceChildren(...rows);
}

async function look(): Promise<void> {
	try {
		const [kiosks, audit] = await Promise.all([client.kiosks(), client.audit()]);
		keyForm.hidden = true;
		problem.hidden = true;
		showKiosks(kiosks);
		showAudit(audit);
	} catch (error) {
		complain(error);
	}
}

keyForm.addEventListener("submit", (event) => {
	event.preventDefault();
	const field = element("key", HTMLInputElement);
	client.key = field.value.trim();
	field.value = "";
	void look();
});

await look();
setInterval(() => void (document.hidden || look()), LOOK_MS);
