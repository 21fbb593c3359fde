import type { Binding } from "./keyboard.ts";
import type { StepKind } from "./model/steps.ts";

/** What keys can do. */
export interface Commands {
	playPause(): void;
	/** Faster (1) or slower (−1). */
	shuttle(direction: 1 | -1): void;
	pause(): void;
	step(kind: StepKind, direction: 1 | -1): void;
	jump(seconds: number): void;
	toStart(): void;
	toEnd(): void;
	zoom(factor: number): void;
	pan(share: number): void;
	fit(): void;
	setLoopEnd(end: 0 | 1): void;
	toggleLoop(): void;
	clearLoop(): void;
	mark(): void;
	nextMarker(direction: 1 | -1): void;
	follow(): void;
	nextFinding(): void;
	search(): void;
	help(): void;
	escape(): void;
	theme(): void;
	tab(index: number): void;
}

/** Every key of the view: those of Perfetto for looking, those of an editing room for playing. */
export function bindingsOf(commands: Commands): readonly Binding[] {
	const bind = (group: string) => (keys: readonly string[], text: string, run: () => void) => ({
		keys,
		group,
		text,
		run,
	});
	const look = bind("Look");
	const play = bind("Play");
	const step = bind("Step");
	const mark = bind("Mark");
	const more = bind("More");
	return [
		look(["w", "+", "="], "Zoom in at the pointer", () => commands.zoom(1.5)),
		look(["s", "-"], "Zoom out", () => commands.zoom(1 / 1.5)),
		look(["a"], "Pan left", () => commands.pan(-0.2)),
		look(["d"], "Pan right", () => commands.pan(0.2)),
		look(["f"], "Fit the selection; again: everything", () => commands.fit()),
		look(["g"], "Back to the live edge", () => commands.follow()),
		look(["/"], "Find a curve", () => commands.search()),
		play([" "], "Play or pause", () => commands.playPause()),
		play(["k"], "Pause", () => commands.pause()),
		play(["l"], "Play; again: faster", () => commands.shuttle(1)),
		play(["j"], "Slower", () => commands.shuttle(-1)),
		play(["i"], "Loop from here (A)", () => commands.setLoopEnd(0)),
		play(["o"], "Loop to here (B)", () => commands.setLoopEnd(1)),
		play(["p"], "Loop the selection", () => commands.toggleLoop()),
		play(["x"], "No loop", () => commands.clearLoop()),
		play(["Home"], "To the start", () => commands.toStart()),
		play(["End"], "To the end", () => commands.toEnd()),
		step([","], "Driver frame back", () => commands.step("frame", -1)),
		step(["."], "Driver frame on", () => commands.step("frame", 1)),
		step(["ArrowLeft"], "Display frame back", () => commands.step("display", -1)),
		step(["ArrowRight"], "Display frame on", () => commands.step("display", 1)),
		step(["Shift+ArrowLeft"], "A second back", () => commands.jump(-1)),
		step(["Shift+ArrowRight"], "A second on", () => commands.jump(1)),
		step(["ArrowUp"], "Phoneme before", () => commands.step("phoneme", -1)),
		step(["ArrowDown"], "Next phoneme", () => commands.step("phoneme", 1)),
		step(["Shift+ArrowUp", "PageUp"], "Clause before", () => commands.step("clause", -1)),
		step(["Shift+ArrowDown", "PageDown"], "Next clause", () => commands.step("clause", 1)),
		step(["["], "Message before", () => commands.step("message", -1)),
		step(["]"], "Next message", () => commands.step("message", 1)),
		mark(["m"], "Marker here, with a note", () => commands.mark()),
		mark(["b"], "Marker before", () => commands.nextMarker(-1)),
		mark(["n"], "Next marker", () => commands.nextMarker(1)),
		mark(["e"], "Next finding", () => commands.nextFinding()),
		more(
			["1", "2", "3", "4", "5", "6", "7"],
			"Findings, Inspect, Tune, Diff, Table, Export, Avatar",
			() => {},
		),
		more(["t"], "Dark or light", () => commands.theme()),
		more(["Escape"], "Clear the selection", () => commands.escape()),
		more(["?"], "This sheet", () => commands.help()),
	];
}
