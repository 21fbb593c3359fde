import { ORDERS, type OrderName } from "../../lipsync/order-tables.ts";
import { RUNGS } from "../../lipsync/rung.ts";
import { PERFECT_LINE } from "../../session/simulated-line.ts";
import type { ReplayOptions } from "../model/replay-options.ts";
import { button, make } from "./dom.ts";

type NumberOption = "trim" | "targetDelay" | "smoothing" | "expressionStrength";
type NetworkOption = keyof typeof PERFECT_LINE;

interface Slider {
	readonly label: string;
	readonly hint: string;
	readonly min: number;
	readonly max: number;
	readonly step: number;
	readonly unit: "ms" | "×" | "s";
}

const SLIDERS: Readonly<Record<NumberOption, Slider & { readonly usual: number }>> = {
	trim: {
		label: "Trim",
		hint: "The sound is heard so much later than the device says",
		min: -200,
		max: 500,
		step: 5,
		unit: "ms",
		usual: 0,
	},
	targetDelay: {
		label: "Target delay",
		hint: "Sound to hold; 0 lets the statistics decide",
		min: 0,
		max: 1500,
		step: 10,
		unit: "ms",
		usual: 0,
	},
	smoothing: {
		label: "Smoothing",
		hint: "Time constant of the mouth",
		min: 0,
		max: 200,
		step: 5,
		unit: "ms",
		usual: 0,
	},
	expressionStrength: {
		label: "Expressions",
		hint: "Factor on what expressions do",
		min: 0,
		max: 2,
		step: 0.05,
		unit: "×",
		usual: 1,
	},
};

const NETWORK: Readonly<Record<NetworkOption, Slider>> = {
	delay: { label: "Delay", hint: "Every message takes so long", min: 0, max: 1000, step: 10, unit: "ms" },
	jitter: {
		label: "Jitter",
		hint: "And up to so much longer, by chance",
		min: 0,
		max: 1000,
		step: 10,
		unit: "ms",
	},
	stall: {
		label: "Stall",
		hint: "Nothing comes for so long, then all at once",
		min: 0,
		max: 3000,
		step: 50,
		unit: "ms",
	},
	stallEvery: {
		label: "Stall every",
		hint: "Between the beginnings of two stalls",
		min: 1,
		max: 30,
		step: 1,
		unit: "s",
	},
};

export interface TuneHandlers {
	change(options: ReplayOptions): void;
	cut(): void;
}

/** What can be turned: order, rung, delays, the face, the network. Main thread. */
export class TuneView {
	readonly #root: HTMLElement;
	readonly #handlers: TuneHandlers;
	#options: ReplayOptions = {};
	readonly #verdict = make("p", "hint");

	constructor(root: HTMLElement, handlers: TuneHandlers) {
		this.#root = root;
		this.#handlers = handlers;
	}

	/** What the layout detective says. */
	set verdict(text: string) {
		if (this.#verdict.textContent !== text) this.#verdict.textContent = text;
	}

	show(options: ReplayOptions, isLive: boolean): void {
		this.#options = options;
		const order = this.#choice(
			"Order of the channels",
			Object.keys(ORDERS),
			options.order ?? "tencent",
			(value) => this.#change({ order: value as OrderName }),
		);
		const rung = this.#choice("Best rung", RUNGS.slice(0, -1), options.highestRung ?? "face", (value) => {
			const chosen = RUNGS.find((candidate) => candidate === value);
			this.#change(chosen === undefined ? {} : { highestRung: chosen });
		});
		const face = (Object.keys(SLIDERS) as NumberOption[]).map((name) => {
			const slider = SLIDERS[name];
			return this.#slider(`tune-${name}`, slider, options[name] ?? slider.usual, (value) =>
				this.#set(name, value),
			);
		});
		const line = { ...PERFECT_LINE, ...options.network };
		const network = (Object.keys(NETWORK) as NetworkOption[]).map((name) =>
			this.#slider(`net-${name}`, NETWORK[name], line[name], (value) =>
				this.#change({ network: { ...PERFECT_LINE, ...this.#options.network, [name]: value } }),
			),
		);
		const where = isLive
			? "Takes effect at once: order with the next message, rung with the next clause."
			: "The recording is gone through again with every change.";
		const cut = button("Cut the connection", () => this.#handlers.cut());
		cut.disabled = !isLive;
		this.#root.replaceChildren(
			make("p", "hint", where),
			order,
			this.#verdict,
			rung,
			make("h3", "", "Timing and face"),
			...face,
			make("h3", "", "Network between socket and parser"),
			...network,
			cut,
			button("As usual", () => {
				this.#handlers.change({});
				this.show({}, isLive);
			}),
		);
	}

	#set(name: NumberOption, value: number): void {
		const { [name]: _before, ...rest } = this.#options;
		this.#options = value === SLIDERS[name].usual ? rest : { ...rest, [name]: value };
		this.#handlers.change(this.#options);
	}

	#change(change: ReplayOptions): void {
		this.#options = { ...this.#options, ...change };
		this.#handlers.change(this.#options);
	}

	#choice(
		label: string,
		values: readonly string[],
		value: string,
		changed: (value: string) => void,
	): HTMLElement {
		const field = make("label", "field");
		const select = make("select");
		select.append(...values.map((name) => new Option(name, name)));
		select.value = value;
		select.addEventListener("change", () => changed(select.value));
		field.append(make("span", "", label), select);
		return field;
	}

	/** Sliders of milliseconds hold seconds. */
	#slider(id: string, slider: Slider, value: number, changed: (value: number) => void): HTMLElement {
		const { label, hint, min, max, step, unit } = slider;
		const factor = unit === "ms" ? 1000 : 1;
		const field = make("label", "slider");
		field.title = hint;
		const input = make("input");
		Object.assign(input, {
			id,
			type: "range",
			min: String(min),
			max: String(max),
			step: String(step),
			value: String(value * factor),
		});
		const output = make("output", "", `${Number((value * factor).toFixed(2))} ${unit}`);
		input.addEventListener("input", () => {
			output.textContent = `${input.value} ${unit}`;
		});
		input.addEventListener("change", () => changed(Number(input.value) / factor));
		field.append(make("span", "", label), input, output);
		return field;
	}
}
