import type { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { PlayerEvent } from "../runtime/player-events.ts";
import type { ClauseOutcome } from "../session/session-event.ts";
import { activityOf } from "./activity-of.ts";
import { tellEvent } from "./widget-events.ts";

/** Tells the page, by events of the element, what the player does. */
export class WidgetReporter {
	readonly #element: HTMLElement;

	constructor(element: HTMLElement, player: AvatarPlayer, signal: AbortSignal) {
		this.#element = element;
		const ignore = player.listen((event) => this.#handle(event));
		signal.addEventListener("abort", ignore);
		let previous = player.state.value;
		player.state.subscribe(
			(state) => {
				if (state === previous) return;
				tellEvent(element, "statechange", { state, previous, reason: player.reason.value });
				const [activity, before] = [activityOf(state), activityOf(previous)];
				previous = state;
				if (activity !== before) tellEvent(element, "activitychange", { activity, previous: before });
			},
			{ signal },
		);
		let shown = player.caption.value;
		player.caption.subscribe(
			(caption) => {
				if (caption !== shown) tellEvent(element, "caption", caption ?? null);
				shown = caption;
			},
			{ signal },
		);
		let wasRunning = player.audio.state.value === "running";
		player.audio.state.subscribe(
			(state) => {
				if (state === "running" && !wasRunning) tellEvent(element, "audiounlocked", null);
				if (state === "suspended") tellEvent(element, "autoplayblocked", null);
				wasRunning = state === "running";
			},
			{ signal },
		);
	}

	#handle(event: PlayerEvent): void {
		switch (event.type) {
			case "utterance-started":
				tellEvent(this.#element, "speechstart", { utterance: event.utterance });
				return;
			case "utterance-ended": {
				const { utterance, end, interruption, reason, clauses } = event;
				const heardText = interruption?.heardText ?? clauses.map(spokenText).join("");
				const interrupted = end === "interrupted";
				tellEvent(this.#element, "speechend", { utterance, end, interrupted, heardText, reason });
				return;
			}
			case "reply":
				this.#reply(event);
				return;
			case "action":
				tellEvent(this.#element, "action", { name: event.name });
				return;
			default:
				return;
		}
	}

	#reply({ reply }: Extract<PlayerEvent, { type: "reply" }>): void {
		const { display, final, interactionType, interactionContent } = reply;
		if (display !== "") tellEvent(this.#element, "message", { role: "avatar", text: display, final });
		if (interactionType !== "")
			tellEvent(this.#element, "interaction", { interactionType, interactionContent });
	}
}

const spokenText = (clause: ClauseOutcome): string => (clause.outcome === "spoken" ? clause.text : "");
