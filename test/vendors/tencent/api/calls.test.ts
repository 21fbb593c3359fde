import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MANDATORY } from "../../../../src/driver/vendors/tencent-services/mandatory-fields.ts";
import { ALL_CALLS } from "../../../../src/vendors/tencent/api/all-calls.ts";
import { TestServices } from "../../../support/tencent-services.ts";

const AVATAR = "bo-3d";
const URL = "https://example.com/a.wav";
const PAGE = { pageIndex: 1, pageSize: 10 };
const SPEECH = { inputSsml: "Hello", speechParam: { speed: 1 } };

/** One good request a call; the uploads and tasks of customization have tests of their own. */
const ASKED: Readonly<Record<string, object>> = {
	getUploadCredentials: {},
	getReadingTexts: {},
	makeSpeech: { timbreKey: "local-female", inputSsml: "Hello", speed: 1 },
	makeVideo: { virtualmanKey: AVATAR, ...SPEECH },
	makeVideoAdvanced: { virtualmanKey: AVATAR, ...SPEECH, videoParam: { format: "MP4" } },
	getCustomerAnchors: { getAllResource: true },
	getAnchorResources: { getAllResource: true, anchorCode: "ada" },
	getAvatarTimbres: { virtualmanKey: AVATAR },
	getAvatarActions: { virtualmanKey: AVATAR },
	getSmallSampleImages: PAGE,
	getImageTimbres: { virtualmanKey: AVATAR },
	getServiceAssets: PAGE,
	getTimbres: PAGE,
	getAnchors: { virtualmanTypeCode: "small_sample_2d", ...PAGE },
	getImages: { virtualmanTypeCode: "small_sample_2d", ...PAGE },
	getActions: { virtualmanKey: AVATAR },
};

let services: TestServices;
beforeAll(async () => {
	services = await TestServices.start({ soundsAtOnce: 9 });
});
afterAll(() => services.dispose());

const ask = (name: string, request: object) => {
	const call = ALL_CALLS[name];
	if (call === undefined) throw new Error(`no call ${name}`);
	return services.client.call(call, request) as Promise<Record<string, unknown>>;
};
const reasonOf = (answer: Promise<unknown>) =>
	answer.then(
		() => "none",
		(error: unknown) => String(error),
	);

describe("every call", () => {
	it.each(Object.entries(ASKED))("%s is answered", async (name, request) => {
		expect(Object.keys(await ask(name, request)).length).toBeGreaterThan(0);
	});

	it("is known to the stand-in, which checks its mandatory fields", () => {
		const paths = Object.values(ALL_CALLS).map(({ path }) => path.split("/").slice(-2).join("/"));
		expect([...paths].sort()).toEqual(Object.keys(MANDATORY).sort());
	});
});

describe("answers that the document spells in two ways", () => {
	it("finds the task of a video in TaskID as in TaskId", async () => {
		const { taskId } = await ask("makeVideoAdvanced", { virtualmanKey: AVATAR, ...SPEECH });
		expect(taskId).toMatch(/^\d+$/);
	});

	it("reads avatars with their numbers in strings and their lengths in seconds", async () => {
		const { virtualmans } = await ask("getImages", { virtualmanTypeCode: "real_man_3d", ...PAGE });
		expect(virtualmans).toMatchObject([
			{
				virtualmanKey: "bo-3d",
				originZoom: 0.567,
				videoDuration: 50,
				poseImage: "https://stand-in.invalid/bo-3d-pose.png",
				supportAnchorExtraParams: [{ key: "shirtColor", value: ["colorValue"] }],
			},
		]);
	});

	it("finds what was bought under whichever of the fields", async () => {
		const { serviceAssetInfos } = await ask("getServiceAssets", PAGE);
		expect(serviceAssetInfos).toMatchObject([
			{ serviceType: "ImageAsset", detail: { customizationNum: 10, remainNum: 2 } },
			{
				serviceType: "RealMan2DBroadcastHour",
				detail: { orderMilliseconds: 36_000, remainMilliseconds: 1800 },
			},
			{ serviceType: "BroadcastConcurrency", detail: { concurrency: 5 } },
		]);
	});

	it("gives no actions of a 2D avatar, and the nineteen of the 3D one", async () => {
		expect((await ask("getActions", { virtualmanKey: "ada-blue-1080" })).actions).toEqual([]);
		expect((await ask("getActions", { virtualmanKey: AVATAR })).actions).toHaveLength(19);
	});
});

describe("what is outside the document's limits", () => {
	const video = (change: object) => ({ virtualmanKey: AVATAR, ...SPEECH, ...change });
	const voice = (change: object) => ({
		anchorName: "Ada_1",
		makeType: "VOICE",
		sexType: "FEMALE",
		materialCosUrl: URL,
		identityCosUrl: URL,
		...change,
	});

	it.each([
		["a name of one letter", "makeCustomization", voice({ anchorName: "A" }), "$.anchorName"],
		["a name of 51 letters", "makeCustomization", voice({ anchorName: "a".repeat(51) }), "$.anchorName"],
		["a name with a space", "makeCustomization", voice({ anchorName: "Ada Blue" }), "$.anchorName"],
		["notes of 101 characters", "makeCustomization", voice({ notes: "n".repeat(101) }), "$.notes"],
		["a demo text of 3 characters", "makeCustomization", voice({ textDriver: "abc" }), "$.textDriver"],
		[
			"no letter of authorisation",
			"makeCustomization",
			voice({ identityCosUrl: undefined }),
			"$.identityCosUrl",
		],
		["no material", "makeCustomization", voice({ materialCosUrl: undefined }), "$.materialCosUrl"],
		[
			"a one-sentence voice without its recording",
			"makeCustomization",
			voice({ makeType: "ZERO_SHOT_VOICE" }),
			"$.audioId",
		],
		["a rejection without a reason", "confirmCustomization", { taskId: "1", operate: "REJECT" }, "$.reason"],
		[
			"a reason of 301 characters",
			"confirmCustomization",
			{ taskId: "1", operate: "REJECT", reason: "r".repeat(301) },
			"$.reason",
		],
		["SSML of 20,001 characters", "makeVideo", video({ inputSsml: "字".repeat(20_001) }), "$.inputSsml"],
		["SSML with a line break", "makeVideo", video({ inputSsml: "a\nb" }), "$.inputSsml"],
		["no text for a text-driven video", "makeVideo", video({ inputSsml: undefined }), "$.inputSsml"],
		[
			"no sound for an audio-driven one",
			"makeVideo",
			video({ driverType: "OriginalVoice" }),
			"$.inputAudioUrl",
		],
		["a speed of 2", "makeVideo", video({ speechParam: { speed: 2 } }), "$.speechParam.speed"],
		["a volume of 11", "makeVideo", video({ speechParam: { speed: 1, volume: 11 } }), "$.speechParam.volume"],
		[
			"an intensity of 40",
			"makeVideo",
			video({ speechParam: { speed: 1, emotionCategory: "0", emotionIntensity: 40 } }),
			"$.speechParam.emotionIntensity",
		],
		[
			"an intensity without an emotion",
			"makeVideo",
			video({ speechParam: { speed: 1, emotionIntensity: 100 } }),
			"$.speechParam.emotionIntensity",
		],
		[
			"a callback address of 1000 characters",
			"makeVideo",
			video({ callbackUrl: `https://example.com/${"c".repeat(980)}` }),
			"$.callbackUrl",
		],
		["an address that is none", "makeVideo", video({ videoStorageS3Url: "ftp://x" }), "$.videoStorageS3Url"],
		[
			"an angle of 361 degrees",
			"makeVideoAdvanced",
			video({ videoParam: { anchorParam: { angle: 361 } } }),
			"$.videoParam.anchorParam.angle",
		],
		[
			"a placement in a green-screen video",
			"makeVideoAdvanced",
			video({ videoParam: { format: "GreenScreenMp4", anchorParam: { scale: 1 } } }),
			"$.videoParam.anchorParam",
		],
		["a voice of nobody", "makeSpeech", { inputSsml: "Hello", speed: 1 }, "$.timbreKey"],
		[
			"a sample rate of 8 kHz",
			"makeSpeech",
			{ timbreKey: "x", inputSsml: "Hello", speed: 1, sampleRate: 8000 },
			"$.sampleRate",
		],
		[
			"both a text's id and a text",
			"detectAudioQuality",
			{ textId: "1", referenceText: "Hello", audioUrl: URL },
			"$.referenceText",
		],
		[
			"an unknown kind of avatar",
			"getImages",
			{ virtualmanTypeCode: "robot", ...PAGE },
			"$.virtualmanTypeCode",
		],
		["an unknown kind of service", "getServiceAssets", { serviceType: "Robots", ...PAGE }, "$.serviceType"],
	])("refuses %s and sends nothing", async (_, name, request, path) => {
		const before = services.services.requests.length;
		expect(await reasonOf(ask(name, request))).toContain(`WireError: ${path}:`);
		expect(services.services.requests.length).toBe(before);
	});

	it("takes 20,000 characters, counted as characters and not as UTF-16", async () => {
		expect(await reasonOf(ask("makeVideo", video({ inputSsml: "𠮷".repeat(20_000) })))).toBe("none");
	});
});
