import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { evaluateAudio } from "../../../../src/vendors/tencent/api/customization/audio-evaluation.ts";
import {
	getAudioEvaluationState,
	passes,
} from "../../../../src/vendors/tencent/api/customization/audio-evaluation-state.ts";
import { detectAudioQuality } from "../../../../src/vendors/tencent/api/customization/audio-quality.ts";
import { getDetectProgress } from "../../../../src/vendors/tencent/api/customization/audio-quality-progress.ts";
import { confirmCustomization } from "../../../../src/vendors/tencent/api/customization/confirm.ts";
import { makeCustomization } from "../../../../src/vendors/tencent/api/customization/make.ts";
import { getCustomizationProgress } from "../../../../src/vendors/tencent/api/customization/progress.ts";
import { getReadingTexts } from "../../../../src/vendors/tencent/api/customization/reading-texts.ts";
import { getUploadCredentials } from "../../../../src/vendors/tencent/api/customization/upload-credentials.ts";
import { getProductionProgress } from "../../../../src/vendors/tencent/api/video/progress.ts";
import { makeSpeech } from "../../../../src/vendors/tencent/api/video/tts.ts";
import { TestServices } from "../../../support/tencent-services.ts";

let services: TestServices;
let uploaded: string;
beforeEach(async () => {
	services = await TestServices.start();
	// What an upload leaves behind; uploading has its own tests.
	const { pathPrefix } = await services.client.call(getUploadCredentials, {});
	uploaded = `${pathPrefix}zeroshot/me.wav`;
	services.services.storage.objects.set(new URL(uploaded).pathname.slice(1), Buffer.from("sound"));
});
afterEach(() => services.dispose());

const PLAN = { queued: 10, lasts: 40 };

describe("an order of a voice", () => {
	it("goes from a text to read to the key of the voice", async () => {
		const { client } = services;
		const { texts } = await client.call(getReadingTexts, {});
		const textId = texts[0]?.textId ?? "";
		services.services.customization.detections.plan = PLAN;
		const check = await client.call(detectAudioQuality, { audioUrl: uploaded, textId });
		expect(await client.call(getDetectProgress, check)).toMatchObject({
			taskState: "PROCESSING",
			audioId: "",
		});
		services.pass(60);
		const { audioId, detectionCode } = await client.call(getDetectProgress, check);
		expect(detectionCode).toBe(0);
		const order = { anchorName: "My_voice", sexType: "MALE", makeType: "ZERO_SHOT_VOICE", audioId } as const;
		const task = await client.call(makeCustomization, order);
		services.pass(60);
		const { status, assetList } = await client.call(getCustomizationProgress, task);
		expect(status).toBe("SUCCESS");
		expect(assetList).toMatchObject([
			{ makeType: "ZERO_SHOT_VOICE", timbreKey: expect.stringMatching(/^voice-/) },
		]);
	});

	it("is refused under a name that is taken, and for a recording that was never uploaded", async () => {
		const { client } = services;
		const order = { anchorName: "Twice", sexType: "FEMALE", makeType: "IMAGE_PHOTO" } as const;
		await client.call(makeCustomization, { ...order, materialCosUrl: uploaded });
		const again = client.call(makeCustomization, { ...order, materialCosUrl: uploaded });
		await expect(again).rejects.toMatchObject({ code: 110005 });
		const missing = client.call(detectAudioQuality, { audioUrl: "https://example.com/none.wav" });
		await expect(missing).rejects.toMatchObject({ code: 100002 });
	});
});

describe("an order of an avatar", () => {
	it("passes its stages, waits for the demo to be looked at, and is done when it is approved", async () => {
		const { client } = services;
		services.services.customization.orders.plan = PLAN;
		const urls = { materialCosUrl: uploaded, identityCosUrl: uploaded };
		const order = { anchorName: "Ada", sexType: "FEMALE", makeType: "IMAGE_4K", ...urls } as const;
		const task = await client.call(makeCustomization, order);
		const stages: string[] = [];
		for (let i = 0; i < 6; i++) {
			const { stageV2, statusV2 } = await client.call(getCustomizationProgress, task);
			stages.push(`${stageV2} ${statusV2}`);
			services.pass(10);
		}
		expect(stages).toEqual([
			"SUBMIT WAIT_PROCESS",
			"SUBMIT PROCESSING",
			"AUDIT PROCESSING",
			"PROCESS PROCESSING",
			"TRAIN PROCESSING",
			"CONFIRM WAIT_PROCESS",
		]);
		const { stageInfo } = await client.call(getCustomizationProgress, task);
		expect(stageInfo).toEqual({
			trainResult: ["https://stand-in.invalid/demo.mp4"],
			rejectReason: "",
			trainRecord: [],
			unread: "",
		});
		await client.call(confirmCustomization, { ...task, operate: "AGREE" });
		expect(await client.call(getCustomizationProgress, task)).toMatchObject({
			status: "SUCCESS",
			stageV2: "END",
		});
	});

	it("that nobody knows is told as such", async () => {
		const asked = services.client.call(getCustomizationProgress, { taskId: 999 });
		await expect(asked).rejects.toMatchObject({ code: 110006, measure: expect.stringContaining("task's") });
	});
});

describe("the judgement of recordings", () => {
	it("is read under both names of its state, with each measure and whether it passes", async () => {
		const { client } = services;
		services.services.customization.evaluations.plan = PLAN;
		const task = await client.call(evaluateAudio, { audioUrl: uploaded });
		expect((await client.call(getAudioEvaluationState, task)).taskState).toBe("QUEUING");
		services.pass(60);
		const { taskState, result } = await client.call(getAudioEvaluationState, task);
		expect(taskState).toBe("SUCCESS");
		if (!result) throw new Error("no result");
		expect(passes(result.snr)).toBe(true);
		expect(passes(result.duration)).toBe(false);
		expect(result.alignDetails[1]?.detail).toEqual(["<eps>", "big"]);
	});
});

describe("the progress of a production", () => {
	it("counts the tasks before it, then per cent, then tells lengths in seconds", async () => {
		const { client } = services;
		services.services.production.tasks.plan = PLAN;
		const task = await client.call(makeSpeech, { timbreKey: "local-female", inputSsml: "Hello", speed: 1 });
		expect(await client.call(getProductionProgress, task)).toMatchObject({ status: "COMMIT", arrayCount: 2 });
		services.pass(30);
		expect(await client.call(getProductionProgress, task)).toMatchObject({ status: "MAKING", progress: 50 });
		services.pass(30);
		expect(await client.call(getProductionProgress, task)).toMatchObject({
			status: "SUCCESS",
			duration: 1,
			textTimestampResult: [{ words: [{ word: "Hello", startTimestamp: 0.1, endTimestamp: 0.6 }] }],
		});
	});

	it("of −1 is a failure, also without a status", async () => {
		services.services.production.tasks.plan = {
			queued: 0,
			lasts: 0,
			fails: { code: 801009, message: "Speed" },
		};
		const task = await services.client.call(makeSpeech, {
			timbreKey: "local-female",
			inputSsml: "Hello",
			speed: 1,
		});
		expect(await services.client.call(getProductionProgress, task)).toMatchObject({
			status: "FAIL",
			progress: -1,
			failCode: 801009,
		});
		expect(getProductionProgress.response.parse({ progress: -1 })).toMatchObject({ status: "FAIL" });
	});
});
