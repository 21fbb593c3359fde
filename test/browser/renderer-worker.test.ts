import { describe, expect, it } from "vitest";
import { pascalVrm1 } from "../support/rigs/rigs.ts";
import type { WorkerReport } from "./renderer-stage.worker.ts";

const LIGHT_HEAD = new URL("../../assets/public/avatars/light-head.glb", import.meta.url).href;

async function runInWorker(canvas: OffscreenCanvas, url: string): Promise<WorkerReport> {
	const worker = new Worker(new URL("./renderer-stage.worker.ts", import.meta.url), { type: "module" });
	try {
		return await new Promise<WorkerReport>((resolve, reject) => {
			worker.addEventListener("message", ({ data }: MessageEvent<WorkerReport>) => resolve(data));
			worker.addEventListener("error", ({ message }) => reject(new Error(message)));
			worker.postMessage({ canvas, url }, [canvas]);
		});
	} finally {
		worker.terminate();
	}
}

describe("the stage in a worker", () => {
	it("draws a glTF on a page's canvas, without a document", async () => {
		const canvas = document.createElement("canvas").transferControlToOffscreen();
		const report = await runInWorker(canvas, LIGHT_HEAD);
		expect(report).toMatchObject({ hasDocument: false, grade: "green" });
		expect(report.changed).toBeGreaterThan(100);
	});

	it("draws a VRM on a canvas of its own", async () => {
		const url = URL.createObjectURL(new Blob([await pascalVrm1()]));
		const report = await runInWorker(new OffscreenCanvas(160, 160), url);
		URL.revokeObjectURL(url);
		expect(report).toMatchObject({ hasDocument: false, grade: "green" });
		expect(report.changed).toBeGreaterThan(100);
	});
});
