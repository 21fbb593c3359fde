import { describe, expect, it, onTestFinished } from "vitest";
import { SoftSugarStandIn } from "../../../src/driver/vendors/softsugar/softsugar-stand-in.ts";
import { steadyVoice } from "../../../src/driver/vendors/stand-in-voice.ts";
import { type Fields, fieldsOf, parseFields, textOf } from "../../../src/protocol/loose-fields.ts";
import { SOFTSUGAR_MIC, SOFTSUGAR_PATHS } from "../../../src/protocol/softsugar-paths.ts";
import { EXAMPLE_SCRIPT } from "../../../src/vendors/softsugar/example-script.ts";
import {
	type LiveScript,
	liveScriptParam,
	type Takeover,
	takeoverParam,
} from "../../../src/vendors/softsugar/live-script.ts";
import { askDatabase } from "../../../src/vendors/softsugar/question-database.ts";
import { SoftSugarAdapter } from "../../../src/vendors/softsugar/softsugar-adapter.ts";
import { decodeAnswer } from "../../../src/vendors/softsugar/softsugar-answer.ts";
import { SoftSugarCalls } from "../../../src/vendors/softsugar/softsugar-calls.ts";
import type { VendorMessage } from "../../../src/vendors/vendor-event.ts";
import { clockWith } from "../../support/vendors/chosen-clock.ts";
import { FakePlayer } from "../../support/vendors/fake-player.ts";
import { meantOf, type PrintedSample } from "../../support/vendors/printed-samples.ts";
import { reach } from "../../support/vendors/reach.ts";
import { casesOf } from "../../support/vendors/sample-table/sample-table.ts";
import { shapeDifferences } from "../../support/vendors/shape-differences.ts";
import { sharedByFile } from "../../support/vendors/shared-by-file.ts";
import { startVendorBench } from "../../support/vendors/vendor-bench.ts";

const ACCOUNT = { appId: "example_appid", appKey: "example_appkey" };
const TEXT = "This is long enough to be said.";
/** Seconds between two signs of life. */
const HEARTBEAT = 60;

const shared = sharedByFile(async () => {
	const standIn = await SoftSugarStandIn.start({ ...ACCOUNT, voice: steadyVoice(0.005), channels: 50 });
	const bench = await startVendorBench({
		softsugarUrl: standIn.url,
		softsugarAppId: ACCOUNT.appId,
		softsugarAppKey: ACCOUNT.appKey,
		vendorSessions: 50,
	});
	const dispose = async () => {
		await bench.dispose();
		await standIn.dispose();
	};
	return { standIn, bench, dispose };
});

/** A session that takes commands. */
async function connect(script: LiveScript = EXAMPLE_SCRIPT) {
	const { standIn, bench } = await shared();
	standIn.forget();
	const adapter = new SoftSugarAdapter(bench.broker(), { script, questions: "db" }, clockWith(8, HEARTBEAT));
	onTestFinished(() => adapter.dispose());
	await adapter.open();
	const player = new FakePlayer("agora");
	adapter.attach(player);
	player.show();
	await reach(adapter, "connected");
	return { adapter, player, standIn };
}

type Session = Awaited<ReturnType<typeof connect>>;

async function twoWaiting({ adapter }: Session): Promise<string> {
	const drives = [1, 2, 3].map(() => adapter.say(TEXT.repeat(20), { mode: "append" }));
	await drives[0]?.started;
	await expect.poll(async () => (await adapter.queue.list()).length).toBe(3);
	return (await adapter.queue.list())[2]?.id ?? "";
}

/** What makes the adapter ask for each of the operations. */
const ASKED: Readonly<Record<string, (session: Session) => unknown>> = {
	create: () => {},
	start: () => {},
	heartbeat: () => {},
	command: ({ adapter }) => adapter.say(TEXT).started,
	queue: ({ adapter }) => adapter.say(TEXT, { mode: "append" }).started,
	reorder: async (session) => session.adapter.queue.move(await twoWaiting(session), 1),
	cancel: async (session) => session.adapter.queue.cancel(await twoWaiting(session)),
	list: ({ adapter }) => adapter.queue.list(),
	quick: ({ adapter }) => adapter.quickReply(-1).started,
	reply: ({ adapter }) => adapter.chat?.ask("Where is the bathroom?").started,
	close: ({ adapter }) => adapter.close(),
	history: ({ adapter }) => adapter.raw({ operation: "history", body: { pageSize: 10, pageNo: 1 } }),
	audience: ({ player }) => player.renew?.(),
};

/** The operation of a sample; the call that the document drops is the one that takes its place. */
const operationOf = ({ path = "" }: PrintedSample) =>
	Object.entries(SOFTSUGAR_PATHS).find(([, [, known]]) => known === path)?.[0] ?? "command";

/** A body with what `param` holds as JSON in a string. */
const opened = (body: unknown): Fields => {
	const fields = fieldsOf(body);
	return fields.param === undefined ? fields : { ...fields, param: parseFields(textOf(fields.param)) };
};

describe("a printed request of SoftSugar's", () => {
	it.each(casesOf("softsugar request"))("%s: is what the adapter sends", async (_, { sample, row }) => {
		const name = operationOf(sample);
		const printed = opened(meantOf(sample));
		const session = await connect(
			name === "create" ? (printed.param as unknown as LiveScript) : EXAMPLE_SCRIPT,
		);
		const [, path] = SOFTSUGAR_PATHS[name as keyof typeof SOFTSUGAR_PATHS];
		const sent = () => session.standIn.server.requests.findLast((request) => request.path === path)?.body;
		await ASKED[name]?.(session);
		await expect.poll(sent).toBeDefined();
		if (row.refused === undefined) {
			expect(shapeDifferences(printed, opened(sent()))).toEqual(row.unlike ?? []);
			return;
		}
		expect(() => takeoverParam(printed.param as Takeover)).toThrow(`${row.refused}: expected`);
		const { audio: _audio, ...param } = fieldsOf(printed.param);
		expect(shapeDifferences({ ...printed, param }, opened(sent()))).toEqual(row.unlike ?? []);
	});
});

describe("a printed answer of SoftSugar's", () => {
	it.each(casesOf("softsugar response"))("%s: is read", async (_, { sample, row }) => {
		const body = meantOf(sample);
		if (sample.path?.endsWith("/reply")) {
			const calls = new SoftSugarCalls(async () => ({ status: 200, body }));
			const answer = await askDatabase(calls, { database: "db", query: "?", session: "s" });
			expect({ answer }).toEqual(row.reads);
			return;
		}
		const answer = decodeAnswer({ status: 200, body });
		expect(answer).toMatchObject(row.reads ?? {});
		expect(answer.issues).toEqual(row.tolerated ?? []);
	});
});

describe("a printed frame of SoftSugar's microphone", () => {
	it.each(casesOf("softsugar microphone").filter(([, { sample }]) => sample.kind === "request"))(
		"%s: is what the adapter sends",
		async (_, { sample }) => {
			const { adapter } = await connect();
			const sent: unknown[] = [];
			adapter.on("message", ({ direction, channel, message }) => {
				if (direction === "sent" && channel === "microphone") sent.push(message);
			});
			const samples = (async function* () {
				yield new Int16Array(640);
			})();
			await adapter.microphone.speak(samples).done;
			expect(sent).toContainEqual(meantOf(sample));
		},
	);

	it.each(casesOf("softsugar microphone").filter(([, { sample }]) => sample.kind === "event"))(
		"%s: is heard",
		async (_, { sample, row }) => {
			const { adapter, standIn } = await connect();
			const heard: VendorMessage[] = [];
			adapter.on("message", (message) => {
				if (message.direction === "received" && message.channel === "microphone") heard.push(message);
			});
			const { code } = fieldsOf(meantOf(sample));
			const { news } = row.reads ?? {};
			if (news === undefined && code !== SOFTSUGAR_MIC.ready)
				standIn.microphones.plant(Number(code), ...Array.from({ length: 9 }, () => Number(code)));
			const samples = (async function* () {
				yield new Int16Array(640);
			})();
			const drive = adapter.microphone.speak(samples);
			const outcome = await drive.done.catch((error: unknown) => error);
			expect(heard.length).toBeGreaterThan(0);
			if (code === SOFTSUGAR_MIC.ready) expect(outcome).toBe("finished");
			else if (news === undefined) expect(outcome).toMatchObject({ code, operation: "microphone" });
		},
	);
});

describe("a printed script of SoftSugar's", () => {
	it.each(casesOf("softsugar script"))("%s: is what the types build", (_, { sample, row }) => {
		const printed = fieldsOf(meantOf(sample));
		const build = (value: Fields) =>
			"sceneList" in value
				? liveScriptParam(value as unknown as LiveScript)
				: takeoverParam(value as unknown as Takeover);
		if (row.refused !== undefined) expect(() => build(printed)).toThrow(`${row.refused}: `);
		expect(JSON.parse(build({ ...printed, ...row.fill }))).toEqual({ ...printed, ...row.fill });
	});
});
