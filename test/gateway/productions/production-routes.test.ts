import { afterEach, describe, expect, it } from "vitest";
import type { TencentServicesOptions } from "../../../src/driver/vendors/tencent-services/start-tencent-services.ts";
import type { GatewayConfig } from "../../../src/gateway/config.ts";
import type { ProductionGrant, ProductionState } from "../../../src/protocol/production.ts";
import { seconds } from "../../../src/util/time.ts";
import { CREDENTIALS, TestServices } from "../../support/tencent-services.ts";
import { startTestGateway, type TestGateway } from "../../support/test-gateway.ts";

/** As a WebM file begins, and something behind. */
const VIDEO = Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.from("a picture that speaks")]);

const produced = (bytes: Buffer): TencentServicesOptions["produce"] => {
	return async () => ({ bytes, mediaType: "text/html", duration: 2, sentences: [] });
};

const running: { dispose(): Promise<void> }[] = [];
afterEach(async () => {
	for (const one of running.splice(0).reverse()) await one.dispose();
});

interface Bench extends TestGateway {
	readonly services: TestServices["services"];
	pass(duration: number): void;
}

async function start(config: Partial<GatewayConfig> = {}, bytes = VIDEO): Promise<Bench> {
	const service = await TestServices.start({ produce: produced(bytes) });
	running.push(service);
	const product = await startTestGateway({
		config: {
			vendorLeaseFile: "",
			tencentServicesUrl: service.services.origin,
			tencentAppkey: CREDENTIALS.appkey,
			tencentAccessToken: CREDENTIALS.accessToken,
			sessionsPerMinute: 1000,
			...config,
		},
		now: service.now,
		productionPoll: seconds(0.02),
	});
	running.push(product);
	return { ...product, services: service.services, pass: (duration) => service.pass(duration) };
}

const ORDER = { text: "Good morning.", avatar: "avatar-1", format: "TransparentWebm" };

async function order({ gateway }: Bench, body: object = ORDER, headers: object = { origin: gateway.url }) {
	const response = await fetch(`${gateway.url}/v1/productions`, {
		method: "POST",
		headers: { "content-type": "application/json", ...headers },
		body: JSON.stringify(body),
	});
	const answer = (await response.json()) as ProductionGrant & { code?: string; message?: string };
	return { status: response.status, ...answer };
}

async function ask({ gateway }: Bench, token: string, init: RequestInit = {}) {
	const headers = { authorization: `Bearer ${token}`, ...init.headers };
	const response = await fetch(`${gateway.url}/v1/productions/order`, { ...init, headers });
	const text = await response.text();
	return { status: response.status, body: (text === "" ? null : JSON.parse(text)) as ProductionState };
}

/** How an order stands once it has come to a phase. */
async function reach<Phase extends ProductionState["phase"]>(bench: Bench, token: string, phase: Phase) {
	await expect.poll(async () => (await ask(bench, token)).body, { timeout: 5000 }).toMatchObject({ phase });
	return (await ask(bench, token)).body as Extract<ProductionState, { readonly phase: Phase }>;
}

const video = ({ gateway }: Bench, path: string, headers: Record<string, string> = {}) =>
	fetch(`${gateway.url}/${path}`, { headers });

/** Orders a video and waits until it is there. */
async function ready(bench: Bench) {
	const { token } = await order(bench);
	bench.pass(1);
	return { token, ...(await reach(bench, token, "ready")) };
}

describe("a produced video", () => {
	it("is ordered, told of while it is made, and played from the gateway's own address", async () => {
		const bench = await start();
		bench.services.production.tasks.plan = { queued: 10, lasts: 10 };
		const { status, token, renewEvery } = await order(bench);
		expect({ status, renewEvery }).toEqual({ status: 201, renewEvery: 30 });
		expect(await reach(bench, token, "queued")).toEqual({ phase: "queued", ahead: 2 });
		bench.pass(15);
		expect(await reach(bench, token, "making")).toEqual({ phase: "making", progress: 0.5 });
		bench.pass(15);
		const { video: path, ...rest } = await reach(bench, token, "ready");
		expect(rest).toEqual({ phase: "ready", duration: 2, bytes: VIDEO.length });
		const whole = await video(bench, path);
		expect(whole.status).toBe(200);
		expect(Buffer.from(await whole.arrayBuffer())).toEqual(VIDEO);
		// By its bytes, whatever its server says that it is.
		expect(Object.fromEntries(whole.headers)).toMatchObject({
			"content-type": "video/webm",
			"accept-ranges": "bytes",
			"x-content-type-options": "nosniff",
			"content-security-policy": "default-src 'none'; sandbox",
		});
		expect(bench.services.requests[0]?.payload).toMatchObject({
			VirtualmanKey: "avatar-1",
			InputSsml: "Good morning.",
			SpeechParam: { Speed: 1 },
			VideoParam: { Format: "TransparentWebm" },
		});
		expect(bench.log()).not.toContain(token);
		expect(bench.log()).not.toContain(path.split("/").at(-1));
	});

	it("comes in the parts that a player asks for", async () => {
		const bench = await start();
		const { video: path } = await ready(bench);
		const part = await video(bench, path, { range: "bytes=4-9" });
		expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
			206,
			`bytes 4-9/${VIDEO.length}`,
			"a pict",
		]);
		const several = await video(bench, path, { range: "bytes=0-1,4-5" });
		expect([several.status, several.headers.get("content-length")]).toEqual([200, String(VIDEO.length)]);
	});

	it("is for those who may open sessions, and for the page that ordered it", async () => {
		const bench = await start();
		expect((await order(bench, ORDER, { origin: "https://evil.example" })).code).toBe("origin-foreign");
		expect((await order(bench, ORDER, {})).code).toBe("origin-missing");
		expect(bench.services.requests).toEqual([]);
		const { token } = await order(bench);
		expect((await ask(bench, `${token}x`)).status).toBe(401);
		expect((await ask(bench, token, { headers: { origin: "https://evil.example" } })).status).toBe(401);
		expect((await video(bench, "v1/productions/videos/fwp_guessed")).status).toBe(404);
	});

	it("is not ordered beyond the document's limits, the settings, the allowance, or the number at once", async () => {
		const bench = await start({ vendorSessions: 1, charactersPerDay: 100 });
		expect(await order(bench, { ...ORDER, text: "one\ntwo" })).toMatchObject({
			status: 422,
			code: "vendor-request-rejected",
			message: "$.inputSsml: expected a text without line breaks",
		});
		expect((await order(bench, { ...ORDER, speed: 9 })).message).toContain("$.speechParam.speed");
		expect(await order(bench, { ...ORDER, format: "Gif" })).toMatchObject({ status: 400 });
		expect((await order(bench, { ...ORDER, text: "x".repeat(101) })).message).toContain("allowance");
		expect(bench.services.requests).toEqual([]);
		await order(bench);
		expect(await order(bench)).toMatchObject({ status: 503, code: "too-many-productions" });
		const poor = await start({ tencentAppkey: "" });
		expect(await order(poor)).toMatchObject({
			status: 503,
			code: "vendor-not-configured",
			message: "Producing videos needs TENCENT_APPKEY in the gateway's settings.",
		});
	});

	it("is refused with what the service says, and how to mend it", async () => {
		const bench = await start();
		bench.services.faults.plan("videomake", { type: "code", code: 100016 });
		const refused = await order(bench);
		expect(refused).toMatchObject({ status: 422, code: "vendor-refused" });
		expect(refused.message).toContain("there is no such avatar (100016: planned). Check the VirtualmanKey.");
		bench.services.faults.plan("videomake", { type: "hang-up" });
		expect(await order(bench)).toMatchObject({ status: 504, code: "vendor-network" });
	});
});

describe("an order that comes to nothing", () => {
	it("says why the service failed", async () => {
		const bench = await start();
		bench.services.production.tasks.plan = {
			queued: 0,
			lasts: 1,
			fails: { code: 801503, message: "remote" },
		};
		const { token } = await order(bench);
		bench.pass(2);
		expect((await reach(bench, token, "failed")).reason).toMatch(/^task 1: .+\(801503: remote\)\. .+/);
	});

	it("is given up when it never ends, and its task is named", async () => {
		const bench = await start({ vendorSessionLifetime: 0.2 });
		bench.services.production.tasks.plan = { queued: 0, lasts: 1, never: true };
		const { token } = await order(bench);
		expect((await reach(bench, token, "failed")).reason).toContain("It goes on at the service");
	});

	it("is no video: a page of text from the gateway's address would be a page of the gateway's", async () => {
		const bench = await start({}, Buffer.from("<script>alert(1)</script>"));
		const { token } = await order(bench);
		bench.pass(1);
		expect((await reach(bench, token, "failed")).reason).toBe(
			"What was made is no video: neither WebM nor MP4.",
		);
	});

	it("outlives a service that fails to answer for once, and not one that goes on failing", async () => {
		const bench = await start();
		bench.services.faults.plan("getprogress", { type: "code", code: 100000 });
		bench.services.faults.plan("getprogress", { type: "no-json", status: 502 });
		await ready(bench);
		for (let times = 0; times < 6; times++)
			bench.services.faults.plan("getprogress", { type: "code", code: 100000 });
		const { token } = await order(bench);
		expect((await reach(bench, token, "failed")).reason).toContain("internal error (100000");
	});
});

describe("an order whose page is gone", () => {
	it("is looked after to its end all the same, and shown to nobody", async () => {
		const bench = await start({ vendorSessions: 1 });
		const { token } = await order(bench);
		expect((await ask(bench, token, { method: "DELETE" })).status).toBe(204);
		expect((await ask(bench, token)).status).toBe(401);
		// It costs money until it has ended.
		expect((await order(bench)).code).toBe("too-many-productions");
		bench.pass(1);
		await expect.poll(bench.log).toMatch(/"wanted":false,"msg":"produced video made"/);
		await expect.poll(async () => (await order(bench)).status).toBe(201);
	});

	it("is so when the page gives no sign of life", async () => {
		const bench = await start({ vendorLeaseWindow: 0.1 });
		const { video: path } = await ready(bench);
		await expect.poll(async () => (await video(bench, path)).status, { timeout: 5000 }).toBe(404);
	});

	it("is named in the log when the gateway stops before it is made", async () => {
		const bench = await start();
		await order(bench);
		await bench.dispose();
		expect(bench.log()).toMatch(/"task":"1","msg":"a video is still being made/);
	});
});
