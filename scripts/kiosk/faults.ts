import { type KioskLine, LINE_TEXTS } from "../../src/kiosk/model/lines.ts";
import type { SupervisedKiosk } from "./supervised-kiosk.ts";

/** What is done to a kiosk in the middle of a visit, and by when it speaks again, or still, without a person. */
export interface Fault {
	readonly name: string;
	/** Seconds. */
	readonly limit: number;
	/** Does it; resolves when the kiosk is heard again, with the seconds that it took. */
	run(kiosk: SupervisedKiosk): Promise<number>;
}

const since = (begun: number) => (performance.now() - begun) / 1000;

/** The words of a line, without what the face does meanwhile. */
const wordsOf = (line: KioskLine) => LINE_TEXTS.en[line].replace(/\[\w+\]/g, "").trim();

/** Does something to the kiosk; seconds until that line is heard, `patience` at most. */
async function untilHeard(
	kiosk: SupervisedKiosk,
	line: KioskLine,
	patience: number,
	act: () => unknown,
): Promise<number> {
	const begun = performance.now();
	await act();
	await kiosk.heard(patience, wordsOf(line));
	return since(begun);
}

const STARTED: ReadonlySet<string> = new Set(["attract", "greet", "converse"]);

export const FAULTS: readonly Fault[] = [
	{
		name: "renderer killed → speaks again",
		limit: 10,
		run: (kiosk) => untilHeard(kiosk, "resumed", 60, () => kiosk.kill("renderer")),
	},
	{
		name: "GPU process killed → goes on speaking, and is drawn again",
		limit: 20,
		async run(kiosk) {
			await kiosk.ask();
			const losses = Number(await kiosk.read("counters.value.contextLosses"));
			const begun = performance.now();
			await kiosk.kill("GPU");
			await kiosk.until(
				"The loss",
				async () => Number(await kiosk.read("counters.value.contextLosses")) > losses,
				20,
			);
			await kiosk.heard(20);
			const heard = since(begun);
			await kiosk.until("The picture", async () => (await kiosk.read("host.isDrawn.value")) === true, 60);
			return heard;
		},
	},
	{
		name: "network cut → apologises",
		limit: 3,
		run: (kiosk) => untilHeard(kiosk, "gone", 20, () => kiosk.line.cut()),
	},
	{
		name: "network mended → says that it is back",
		limit: 10,
		async run(kiosk) {
			await kiosk.silent(20);
			return untilHeard(kiosk, "back", 30, () => kiosk.line.mend());
		},
	},
	{
		name: "gateway killed → apologises",
		limit: 3,
		run: (kiosk) => untilHeard(kiosk, "gone", 20, () => kiosk.killGateway()),
	},
	{
		name: "gateway back → says so",
		limit: 10,
		async run(kiosk) {
			await kiosk.silent(20);
			await kiosk.restartGateway();
			return untilHeard(kiosk, "back", 30, () => undefined);
		},
	},
	{
		name: "audio context closed in a sentence → says it again",
		limit: 15,
		async run(kiosk) {
			await kiosk.ask();
			const rebuilt = Number(await kiosk.read("counters.value.audioRebuilds"));
			const begun = performance.now();
			await kiosk.supervisor.evaluate("void globalThis.facewireKiosk.host.player.audio.context.close()");
			await kiosk.until(
				"New speakers",
				async () => Number(await kiosk.read("counters.value.audioRebuilds")) > rebuilt,
				20,
			);
			await kiosk.heard(30);
			return since(begun);
		},
	},
	{
		name: "browser killed → is back, and greets",
		limit: 30,
		run: (kiosk) => untilHeard(kiosk, "resumed", 90, () => kiosk.killBrowser()),
	},
	{
		name: "browser killed while the gateway is gone → starts from its own disk, and apologises to the next visitor",
		limit: 30,
		async run(kiosk) {
			await kiosk.until("A kept version", () => kiosk.isKept(), 60);
			await untilHeard(kiosk, "gone", 20, () => kiosk.killGateway());
			await kiosk.silent(20);
			const took = await untilHeard(kiosk, "gone", 90, async () => {
				kiosk.killBrowser();
				await kiosk.until("The page", async () => STARTED.has(String(await kiosk.read("state.phase"))), 60);
				// Browsers write what they keep once a minute: the visit may be forgotten, and another one begins it.
				await kiosk.supervisor.evaluate('globalThis.facewireKiosk.active("touch")');
			});
			await kiosk.silent(20);
			await kiosk.restartGateway();
			await untilHeard(kiosk, "back", 30, () => undefined);
			return took;
		},
	},
];

/** Does one to a kiosk that is silent and in conversation, and leaves it so. */
export async function runFault(fault: Fault, kiosk: SupervisedKiosk): Promise<number> {
	const took = await fault.run(kiosk);
	await kiosk.silent(40);
	return took;
}
