import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { StandInServer } from "../../../src/driver/vendors/stand-in-server.ts";
import { defaultConfig } from "../../../src/gateway/config.ts";
import { createLogger } from "../../../src/gateway/logger.ts";
import { ProductionCallbacks } from "../../../src/gateway/production-callbacks.ts";
import { startGateway } from "../../../src/gateway/start-gateway.ts";
import { ConnectionError, WireError } from "../../../src/protocol/errors.ts";
import { fieldsOf } from "../../../src/protocol/loose-fields.ts";
import { seconds } from "../../../src/util/time.ts";
import { ALL_CALLS } from "../../../src/vendors/tencent/api/all-calls.ts";
import { getReadingTexts } from "../../../src/vendors/tencent/api/customization/reading-texts.ts";
import { signedUrl } from "../../../src/vendors/tencent/api/signed-url.ts";
import { TencentClient } from "../../../src/vendors/tencent/api/tencent-client.ts";
import { TencentError } from "../../../src/vendors/tencent/api/tencent-error.ts";
import { makeVideoAdvanced } from "../../../src/vendors/tencent/api/video/video-make-advanced.ts";
import { fromWire } from "../../../src/vendors/tencent/api/wire-keys.ts";
import { CREDENTIALS, TestServices } from "../../support/tencent-services.ts";
import { meantOf, type PrintedSample } from "../../support/vendors/printed-samples.ts";
import { casesOf, malformedOf } from "../../support/vendors/sample-table/sample-table.ts";
import { shapeDifferences } from "../../support/vendors/shape-differences.ts";

let services: TestServices;
/** Answers whatever is asked with one text. */
let printer: StandInServer;
let text = "";
beforeAll(async () => {
	services = await TestServices.start({ soundsAtOnce: 99 });
	printer = await StandInServer.start({ answer: () => ({ body: text }) });
});
afterAll(async () => {
	await printer.dispose();
	await services.dispose();
});

/** The call that a sample belongs to; the envelope's own belong to any. */
const callOf = ({ path }: PrintedSample) =>
	Object.values(ALL_CALLS).find((call) => call.path === path) ?? getReadingTexts;

const errorOf = (answer: Promise<unknown>) =>
	answer.then(
		() => null,
		(error: unknown) => error,
	);

/** Asks a service that answers with `body`; what is asked is no matter. */
async function call(sample: PrintedSample, body: string): Promise<unknown> {
	text = body;
	const client = new TencentClient({ origin: printer.url, ...CREDENTIALS }, services.now);
	const { path, summary, section, response } = callOf(sample);
	return client.call({ path, summary, section, response, request: getReadingTexts.request }, {});
}

describe("a printed request of the server API", () => {
	it.each(casesOf("services request"))("%s: is what the client sends", async (_, { sample, row }) => {
		const { Payload } = fieldsOf(meantOf(sample));
		const asked = { ...fieldsOf(fromWire(Payload)), ...row.fill };
		const { client, services: standIn } = services;
		if (row.refused !== undefined) {
			const before = standIn.requests.length;
			const error = await errorOf(client.call(callOf(sample), fromWire(Payload)));
			expect(error).toBeInstanceOf(WireError);
			expect(String(error)).toContain(`WireError: ${row.refused}:`);
			expect(standIn.requests).toHaveLength(before);
		}
		const error = await errorOf(client.call(callOf(sample), asked));
		// Nobody knows task 666; that a field is wrong (100001) nobody may say.
		if (error !== null) expect(error).toBeInstanceOf(TencentError);
		expect((error as TencentError | null)?.code).not.toBe(100_001);
		const sent = standIn.requests.at(-1);
		expect(sent?.path).toBe(callOf(sample).path);
		expect(shapeDifferences(Payload, sent?.payload)).toEqual(row.unlike ?? []);
	});

	it.each(malformedOf("services request"))(
		"%s: is refused by the service as it is printed",
		async (_, { sample }) => {
			const account = { origin: services.services.origin, ...CREDENTIALS };
			const url = signedUrl(account, callOf(sample).path, services.now());
			const answer = await fetch(url, { method: "POST", body: sample.printed });
			expect(await answer.json()).toMatchObject({
				Header: { Code: 100_001, Message: "Header and Payload are needed" },
			});
		},
	);
});

describe("a printed answer of the server API", () => {
	it.each(casesOf("services response"))("%s: is read", async (_, { sample, row }) => {
		const body = JSON.stringify(meantOf(sample));
		if (row.refused === undefined) {
			expect(await call(sample, body)).toMatchObject(row.reads ?? {});
			return;
		}
		const error = await errorOf(call(sample, body));
		expect(error).toBeInstanceOf(WireError);
		expect(String(error)).toContain(`WireError: ${row.refused}`);
	});

	it.each(malformedOf("services response"))(
		"%s: is no answer as it is printed, and named as such",
		async (_, { sample }) => {
			const error = await errorOf(call(sample, sample.printed));
			expect(error).toBeInstanceOf(ConnectionError);
			expect(String(error)).toMatch(/answered 200 without JSON: it stops being JSON at character \d+\.$/);
		},
	);
});

describe("a printed callback of the production service", () => {
	it.each(casesOf("production callback"))("%s: is taken", async (_, { sample }) => {
		const secret = "callback-secret-0123456789";
		const gateway = await startGateway({
			config: {
				...defaultConfig(),
				port: 0,
				host: "127.0.0.1",
				callbackSecret: secret,
				vendorLeaseFile: "",
			},
			account: { url: "ws://127.0.0.1:9", appkey: "", accessToken: "", projectId: "" },
			logger: createLogger({ level: "silent", secrets: [] }),
			now: () => seconds(services.now()),
		});
		const { token } = new ProductionCallbacks(secret);
		const answer = await fetch(`${gateway.url}/v1/callbacks/tencent/${token}`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: sample.printed,
		});
		await gateway.dispose();
		expect(answer.status).toBeLessThan(300);
	});
});

describe("printed colours of clothes", () => {
	it.each(casesOf("clothing colours"))("%s: are sent as JSON in a string", async (_, { sample }) => {
		await services.client.call(makeVideoAdvanced, {
			virtualmanKey: "bo-3d",
			inputSsml: "Hello",
			speechParam: { speed: 1 },
			videoParam: { anchorParam: { anchorExtraParam: sample.printed } },
		});
		const { VideoParam } = fieldsOf(services.services.requests.at(-1)?.payload);
		const { AnchorExtraParam } = fieldsOf(fieldsOf(VideoParam).AnchorParam);
		expect(JSON.parse(String(AnchorExtraParam))).toEqual(meantOf(sample));
	});
});
