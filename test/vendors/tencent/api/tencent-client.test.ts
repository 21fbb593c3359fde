import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ConnectionError, WireError } from "../../../../src/protocol/errors.ts";
import { getTimbres } from "../../../../src/vendors/tencent/api/assets/timbres.ts";
import { CALL_CODES } from "../../../../src/vendors/tencent/api/result-codes.ts";
import { TencentError } from "../../../../src/vendors/tencent/api/tencent-error.ts";
import { makeSpeech } from "../../../../src/vendors/tencent/api/video/tts.ts";
import { CREDENTIALS, TestServices } from "../../../support/tencent-services.ts";

let services: TestServices;
beforeAll(async () => {
	services = await TestServices.start();
});
afterAll(() => services.dispose());

const PAGE = { pageIndex: 1, pageSize: 10 };
const refusalOf = (answer: Promise<unknown>) =>
	answer.then(
		() => undefined,
		(error: unknown) => error,
	);

describe("TencentClient", () => {
	it("signs, sends the vendor's spelling, and reads the answer in ours", async () => {
		const { timbreAssets, total } = await services.client.call(getTimbres, PAGE);
		expect(total).toBe(2);
		expect(timbreAssets[0]).toMatchObject({ timbreKey: "local-female", audioDuration: 50, timbreGender: 2 });
		const sent = services.services.requests.at(-1);
		expect(sent?.path).toBe("/v2/ivh/crmserver/customerassetservice/describetimbre");
		expect(sent?.payload).toEqual({ PageIndex: 1, PageSize: 10 });
	});

	it.each([
		["a wrong access token", { ...CREDENTIALS, accessToken: "wrong" }, 0, /signature is wrong/],
		["a wrong appkey", { ...CREDENTIALS, appkey: "wrong" }, 0, /appkey is unknown/],
		["a clock six minutes ahead", CREDENTIALS, 360, /360 s ahead/],
	])("is told of %s, by name", async (_, credentials, ahead, reason) => {
		const error = await refusalOf(services.clientWith(credentials, ahead).call(getTimbres, PAGE));
		expect(error).toBeInstanceOf(TencentError);
		expect(error).toMatchObject({ code: 100005, action: "user-must-act" });
		expect(String(error)).toMatch(reason);
		expect(String(error)).not.toContain(CREDENTIALS.accessToken);
	});

	it.each([
		["a page of 101", { pageIndex: 1, pageSize: 101 }, "$.pageSize"],
		["page 0", { pageIndex: 0, pageSize: 1 }, "$.pageIndex"],
	])("sends nothing for %s and says where", async (_, request, path) => {
		const before = services.services.requests.length;
		const error = await refusalOf(services.client.call(getTimbres, request));
		expect(error).toBeInstanceOf(WireError);
		expect(error).toMatchObject({ path });
		expect(services.services.requests.length).toBe(before);
	});

	it("lets the raw call through to what it does not know", async () => {
		const error = await refusalOf(services.client.raw("/v2/ivh/some/newservice/newcall", { A: 1 }));
		expect(error).toMatchObject({ code: 100009 });
		const answer = await services.client.raw(getTimbres.path, { PageIndex: 1, PageSize: 1 });
		expect(answer).toMatchObject({ TimbreDetails: [{ TimbreKey: "local-female" }] });
	});

	it.each([...CALL_CODES])("answers code %i with what to do", async (code, known) => {
		services.services.faults.plan("tts", { type: "code", code, message: "said so" });
		const speech = { timbreKey: "local-female", inputSsml: "Hello", speed: 1 };
		const error = await refusalOf(services.client.call(makeSpeech, speech));
		expect(error).toBeInstanceOf(TencentError);
		expect(error).toMatchObject({ code, action: known.action, measure: known.measure });
		expect(String(error)).toContain(known.meaning);
		expect(String(error)).toContain("said so");
	});

	it("passes on a code that no document lists", async () => {
		services.services.faults.plan("describetimbre", { type: "code", code: 424242 });
		const error = await refusalOf(services.client.call(getTimbres, PAGE));
		expect(error).toMatchObject({ code: 424242, action: "reject" });
	});
});

describe("TencentClient with a broken line", () => {
	afterEach(() => void services.services.faults.take("describetimbre"));

	it.each([
		[{ type: "no-json", status: 502 }, "network"],
		[{ type: "no-json", status: 403 }, "auth"],
		[{ type: "hang-up" }, "network"],
	] as const)("names %o", async (fault, reason) => {
		services.services.faults.plan("describetimbre", fault);
		const error = await refusalOf(services.client.call(getTimbres, PAGE));
		expect(error).toBeInstanceOf(ConnectionError);
		expect(error).toMatchObject({ reason });
		expect(String(error)).not.toMatch(/signature|appkey/);
	});

	it("ends with its signal while the service is silent", async () => {
		services.services.faults.plan("describetimbre", { type: "silence" });
		const abort = new AbortController();
		const answer = refusalOf(services.client.call(getTimbres, PAGE, { signal: abort.signal }));
		abort.abort(new Error("enough"));
		expect(await answer).toMatchObject({ message: "enough" });
	});
});
