import { expect, test } from "vitest";
import { wireReply, wireSpeech } from "../../src/protocol/encode-driver-message.ts";
import { WireError } from "../../src/protocol/errors.ts";
import { parseDriverMessage } from "../../src/protocol/parse-driver-message.ts";
import { parseDriverRequest } from "../../src/protocol/parse-driver-request.ts";
import { REPLY, SPEECH } from "../support/driver-samples.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const IDS = { requestId: "r1", streamId: "s1" };

const JUNK: readonly unknown[] = [
	undefined,
	null,
	true,
	-1,
	0,
	1.5,
	1e300,
	Number.NaN,
	"",
	"x",
	"12",
	"-0",
	"1e400",
	"\ud800",
	[],
	[null],
	[[1]],
	{},
	{ length: 3 },
];

/** A copy in which one to three values, at any depth, are junk. */
function spoiled(message: object, random: SeededRandom): unknown {
	const copy = structuredClone(message) as Record<string, unknown>;
	const pick = <T>(items: readonly T[]) => items[Math.floor(random.next() * items.length)];
	for (let i = 0; i <= Math.floor(random.next() * 3); i++) {
		let holder = copy;
		for (;;) {
			const key = pick(Object.keys(holder));
			if (key === undefined) break;
			const value = holder[key];
			if (typeof value === "object" && value !== null && random.next() < 0.85)
				holder = value as typeof holder;
			else {
				holder[key] = pick(JUNK);
				break;
			}
		}
	}
	return copy;
}

/** What became of a message: `read`, `refused` with a path, or whatever else was thrown or let through. */
function outcomeOf(message: unknown): unknown {
	try {
		const parsed = parseDriverMessage(message);
		if (parsed.type !== "speech") return "read";
		return parsed.part.face.weights.every(Number.isFinite) ? "read" : parsed.part.face.weights;
	} catch (error) {
		return error instanceof WireError && error.path.startsWith("$") ? "refused" : error;
	}
}

test.each([
	["speech", wireSpeech(IDS, SPEECH)],
	["reply", wireReply(IDS, REPLY)],
])(
	"whatever a %s message holds, it is read or refused with a path, and weights stay numbers",
	(_name, message) => {
		const random = new SeededRandom(20261122);
		const outcomes = Array.from({ length: 3000 }, () => outcomeOf(spoiled(message, random)));
		const count = (outcome: string) => outcomes.filter((other) => other === outcome).length;
		expect(outcomes.filter((outcome) => outcome !== "read" && outcome !== "refused")).toEqual([]);
		expect(Math.min(count("read"), count("refused"))).toBeGreaterThan(300);
	},
);

test("whatever a request holds, it is read or refused with a code", () => {
	const random = new SeededRandom(7);
	const payload = {
		...{ VirtualmanProjectId: "p", InputText: "Hi", ReqId: "r", StreamId: "s", DriverType: "STREAM_TEXT" },
		...{ InputTextType: "MARKDOWN", Seq: 1, IsFinal: true, SpeechParam: { Speed: 1, SubtitleType: 1 } },
	};
	const results = Array.from({ length: 3000 }, () =>
		parseDriverRequest(spoiled({ Header: {}, Payload: payload }, random)),
	);
	expect(results.filter(({ ok }) => ok).length).toBeGreaterThan(100);
	expect(results.every((result) => result.ok || result.error.message.startsWith("$"))).toBe(true);
});
