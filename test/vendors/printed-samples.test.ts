import { describe, expect, it } from "vitest";
import { decodeIflytek } from "../../src/vendors/iflytek/iflytek-event.ts";
import { decodeAnswer as decodeSoftSugar } from "../../src/vendors/softsugar/softsugar-answer.ts";
import { decodeDownstream } from "../../src/vendors/tencent-cloud/downstream.ts";
import { decodeAnswer as decodeTencent } from "../../src/vendors/tencent-cloud/tencent-answer.ts";
import {
	IFLYTEK_SAMPLES,
	type PrintedSample,
	SOFTSUGAR_SAMPLES,
	TENCENT_SAMPLES,
} from "../support/vendors/printed-samples.ts";

const cases = (samples: readonly PrintedSample[], isOdd: boolean) =>
	samples
		.filter(({ oddity }) => (oddity !== "") === isOdd)
		.map(({ place, oddity, text }) => [place, oddity, text] as const);

/** A body as the gateway passes it on: parsed if it is JSON, else the text. */
function bodyOf(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

// A document's sample is not what its server sends: nobody's parser accepts comments. What is no JSON is told apart from
// what is good and from what is an error, whatever it says inside.
describe("samples as the documents print them", () => {
	it.each(cases(IFLYTEK_SAMPLES, true))("iFLYTEK, %s (%s): is no message", (_place, _oddity, text) => {
		expect(decodeIflytek(text)).toBeNull();
	});

	it.each(cases(IFLYTEK_SAMPLES, false))("iFLYTEK, %s: is read without an issue", (_place, _oddity, text) => {
		expect(decodeIflytek(text)).toMatchObject({ code: 0, errorCode: 0, issues: [] });
	});

	it.each(cases(TENCENT_SAMPLES, true))("Tencent, %s (%s): is no answer", (_place, _oddity, text) => {
		const answer = decodeTencent({ status: 200, body: bodyOf(text) });
		expect(answer.code).toBeNaN();
		expect(answer.issues).toEqual(["$.Header.Code: expected a number, with HTTP 200"]);
		expect(decodeDownstream(text)).toBeNull();
	});

	it.each(cases(SOFTSUGAR_SAMPLES, false))("SoftSugar, %s: is good", (_place, _oddity, text) => {
		expect(decodeSoftSugar({ status: 200, body: bodyOf(text) })).toMatchObject({ ok: true, issues: [] });
	});
});
