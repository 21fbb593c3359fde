import { make, setText } from "../../widget/panel/make.ts";
import type { FleetKiosk } from "./fleet-client.ts";

export interface CardHandlers {
	command(id: string): void;
	forget(id: string): void;
}

const ago = (seconds: number): string => {
	if (seconds < 60) return `${Math.round(seconds)} s`;
	if (seconds < 3600) return `${Math.round(seconds / 60)} min`;
	if (seconds < 86_400) return `${(seconds / 3600).toFixed(1)} h`;
	return `${(seconds / 86_400).toFixed(1)} days`;
};

/** How bad it is: what an operator looks at first. */
function gradeOf({ isSilent, health, counterResets }: FleetKiosk): "silent" | "warn" | "ok" {
	if (isSilent) return "silent";
	const isDrawn = health.drawing !== "lost" && health.drawing !== "none";
	const isWell = health.network === "online" && health.audio !== "lost" && isDrawn;
	return isWell && counterResets === 0 ? "ok" : "warn";
}

const figure = (value: number | null, unit: string) => (value === null ? "–" : `${value} ${unit}`);

const frames = ({ frameRate, frameRateLow }: FleetKiosk["health"]) =>
	frameRate === 0 ? "at rest" : `${frameRate}/${frameRateLow} fps`;

/** What a card says, row by row. */
function rowsOf({ health, silentFor, counterResets }: FleetKiosk): readonly (readonly [string, string])[] {
	const { counters, supervisor } = health;
	return [
		["Last heard", `${ago(silentFor)} ago`],
		["Up for", ago(health.uptime)],
		["State", health.maintenance ? `${health.phase}, closed` : health.phase],
		["Line, sound, picture", `${health.network}, ${health.audio}, ${health.drawing}`],
		["Quality", `${health.quality} · ${frames(health)}`],
		["Lips against sound", figure(health.offset, "ms")],
		["Buffer, underruns", `${health.bufferLevel} ms, ${health.underruns}`],
		["Heap", figure(health.heap, "MB")],
		["Last spoke", health.spokenAgo === null ? "–" : `${ago(health.spokenAgo)} ago`],
		["Visits, wipes", `${counters.visits}, ${counters.wipes}`],
		[
			"Crashes, losses",
			`${counters.crashes}, ${counters.contextLosses} graphics, ${counters.networkLosses} line`,
		],
		[
			"Mended",
			`${counters.stageRebuilds} picture, ${counters.audioRebuilds} sound, ${counters.workerRestarts} workers`,
		],
		["Counting since", counters.since.slice(0, 10) + (counterResets > 0 ? ` · lost ${counterResets}×` : "")],
		[
			"Supervisor",
			supervisor === null ? "none" : `${supervisor.loads ?? 0} loads, ${supervisor.launches ?? 0} starts`,
		],
		["Build", health.build],
	];
}

/** One kiosk: how it is, and what may be asked of it. */
export class KioskCard {
	readonly element: HTMLLIElement;
	readonly #name = make("h2");
	readonly #grade = make("span", { class: "grade" });
	readonly #list = make("dl");
	readonly #outcome = make("p", { class: "outcome" });

	constructor(id: string, { command, forget }: CardHandlers) {
		const ask = make("button", { type: "button", class: "primary" }, "Command…");
		const drop = make("button", { type: "button" }, "Forget");
		ask.addEventListener("click", () => command(id));
		drop.addEventListener("click", () => forget(id));
		setText(this.#name, id);
		this.element = make(
			"li",
			{ class: "card" },
			make("div", { class: "head" }, this.#name, this.#grade),
			this.#list,
			this.#outcome,
			make("p", { class: "actions" }, ask, drop),
		);
	}

	show(kiosk: FleetKiosk): void {
		const grade = gradeOf(kiosk);
		this.element.dataset.grade = grade;
		setText(this.#grade, { silent: "silent", warn: "look at it", ok: "well" }[grade]);
		this.#list.replaceChildren(
			...rowsOf(kiosk).map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))),
		);
		const [last] = kiosk.outcomes;
		setText(
			this.#outcome,
			last === undefined
				? ""
				: `${last.command.type}: ${last.done ? "done" : `refused, ${last.reason}`} (${last.by})`,
		);
	}
}
