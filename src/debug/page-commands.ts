import type { Commands } from "./bindings.ts";
import type { Diagnosis } from "./diagnosis.ts";
import type { Markers } from "./markers.ts";
import { element } from "./panel/dom.ts";
import { TABS } from "./panel/tabs.ts";
import type { Playback } from "./playback.ts";
import type { TimelineExplorer } from "./timeline-explorer.ts";
import type { Transport } from "./transport.ts";

/** The parts of the page that commands reach. */
export interface CommandedParts {
	readonly transport: Transport;
	readonly playback: Playback;
	readonly explorer: TimelineExplorer;
	readonly markers: Markers;
	readonly diagnosis: Diagnosis;
	goTo(time: number): void;
	follow(): void;
	theme(): void;
}

/** What keys can do, done by the parts of the page. */
export function pageCommands(parts: CommandedParts): Commands {
	const { transport, playback, explorer, markers, diagnosis, goTo } = parts;
	const { viewport } = explorer.timeline;
	const goToSome = (time: number | undefined) => {
		if (time !== undefined) goTo(time);
	};
	return {
		playPause: () => void playback.playPause(),
		pause: () => playback.pause(),
		shuttle: (direction) => playback.shuttle(direction),
		step: (kind, direction) => playback.step(kind, direction),
		jump: (seconds) => goTo(transport.at.value + seconds),
		toStart: () => goTo(transport.trace.start),
		toEnd: () => goTo(transport.trace.end),
		zoom: (factor) => {
			viewport.zoom(factor, viewport.x(explorer.pointed));
			explorer.moved();
		},
		pan: (share) => {
			viewport.pan(share * viewport.width);
			explorer.moved();
		},
		fit: () => explorer.fit(),
		setLoopEnd: (end) => playback.setLoopEnd(end),
		toggleLoop: () => playback.toggleLoop(),
		clearLoop: () => playback.setLoop(undefined),
		mark: () => markers.ask(transport.at.value),
		nextMarker: (direction) => goToSome(markers.next(transport.at.value, direction)),
		follow: () => parts.follow(),
		nextFinding: () => {
			const next = diagnosis.nextAfter(transport.at.value);
			if (next !== undefined) explorer.goToFinding(next);
		},
		search: () => element("search", HTMLInputElement).focus(),
		help: () => element("keys", HTMLDialogElement).showModal(),
		escape: () => explorer.select(undefined, true, false),
		theme: () => parts.theme(),
		tab: (index) => explorer.tabs.show(TABS[index] ?? "findings"),
	};
}
