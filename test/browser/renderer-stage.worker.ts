import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX } from "../../src/lipsync/blendshapes.ts";
import { Stage } from "../../src/renderer/stage.ts";
import { seconds } from "../../src/util/time.ts";
import { changedPixels, pixelsOf } from "../support/picture.ts";

/** Page → worker: show the avatar at this address on this canvas. */
export interface WorkerTask {
	readonly canvas: OffscreenCanvas;
	readonly url: string;
}

/** Worker → page: what was seen. */
export interface WorkerReport {
	readonly hasDocument: boolean;
	readonly grade?: string;
	readonly changed?: number;
	readonly failure?: string;
}

self.addEventListener("message", async ({ data }: MessageEvent<WorkerTask>) => {
	const hasDocument = "document" in globalThis;
	try {
		const report = { hasDocument, ...(await show(data)) };
		self.postMessage(report satisfies WorkerReport);
	} catch (failure) {
		self.postMessage({ hasDocument, failure: String(failure) } satisfies WorkerReport);
	}
});

async function show({ canvas, url }: WorkerTask): Promise<Pick<WorkerReport, "grade" | "changed">> {
	const stage = new Stage(canvas, {
		width: 160,
		height: 160,
		framing: "head",
		quality: "low",
		adaptive: false,
	});
	const avatar = await stage.load(url);
	const weights = new Float32Array(BLENDSHAPE_COUNT);
	avatar.apply(weights);
	stage.render(seconds(1 / 60));
	const rest = pixelsOf(canvas);
	weights[BLENDSHAPE_INDEX.jawOpen] = 1;
	avatar.apply(weights);
	stage.render(seconds(1 / 60));
	const changed = changedPixels(rest, pixelsOf(canvas));
	stage.dispose();
	return { grade: avatar.coverage.grade, changed };
}
