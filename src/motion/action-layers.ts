import { smoothstep } from "../util/smoothstep.ts";
import type { FileTrack } from "./file-track.ts";

/** An action from a file at one moment, to be laid over the body's pose and the layers before it. */
export interface ActionLayer {
	readonly name: string;
	/** Seconds from the action's beginning, not beyond its end. */
	readonly time: number;
	/** 0 leaves what lies below, 1 hides it. */
	readonly weight: number;
}

interface MovingLayer {
	readonly name: string;
	readonly duration: number;
	/** How long it takes to come and to go. Seconds. */
	readonly fade: number;
	time: number;
	weight: number;
	/** Rises and falls in a straight line; the weight is this, eased. */
	presence: number;
	leaving: boolean;
}

/**
 * The actions from files under way: the one that plays, and those before it that still fade. Stage thread;
 * {@link update} allocates nothing.
 */
export class ActionLayers {
	readonly #layers: MovingLayer[] = [];
	readonly #fade: number;

	/** @param fade how long an action takes to come and to go, seconds */
	constructor(fade: number) {
		this.#fade = fade;
	}

	/** In the order in which they are laid on each other. */
	get layers(): readonly ActionLayer[] {
		return this.#layers;
	}

	begin({ name, duration }: FileTrack): void {
		// A short one has come by its middle, and goes from there.
		const fade = Math.min(this.#fade, duration / 2);
		this.#layers.push({ name, duration, fade, time: 0, weight: 0, presence: 0, leaving: false });
	}

	/** All that is under way fades from where it is. */
	end(): void {
		for (const layer of this.#layers) layer.leaving = true;
	}

	/** Moves on by `delta` seconds. */
	update(delta: number): void {
		for (let index = 0; index < this.#layers.length; index++) {
			const layer = this.#layers[index];
			if (layer === undefined) continue;
			layer.time = Math.min(layer.time + delta, layer.duration);
			if (layer.time >= layer.duration - layer.fade) layer.leaving = true;
			const step = delta / layer.fade;
			layer.presence = layer.leaving ? layer.presence - step : Math.min(1, layer.presence + step);
			layer.weight = smoothstep(layer.presence);
			if (layer.presence <= 0) this.#layers.splice(index--, 1);
		}
	}
}
