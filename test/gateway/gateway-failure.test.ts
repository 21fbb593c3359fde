import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WebSocket } from "ws";
import type { SessionGrant } from "../../src/protocol/session-grant.ts";
import { ChildProgram } from "../support/child-program.ts";
import { GatewayClient, openSession } from "../support/gateway-client.ts";
import { NatsServer } from "../support/nats-server.ts";
import { type StandInRequest, StandInUpstream, speechFrame } from "../support/stand-in-upstream.ts";
import { ACCESS_TOKEN, APPKEY } from "../support/test-gateway.ts";

const ORIGIN = "https://pages.example";
/** Signs the tokens of all gateways. */
const TOKEN_KEY = "a-token-key-of-more-than-32-characters";

/** A gateway in a process of its own. */
interface Member {
	readonly url: string;
	readonly program: ChildProgram;
}

let nats: NatsServer;
let upstream: StandInUpstream;
let answer: (request: StandInRequest, socket: WebSocket) => void = () => {};
const members: Member[] = [];
let log = "";

async function startMember(): Promise<Member> {
	const args = ["--port", "0", "--host", "127.0.0.1", "--bus", nats.url, "--lease", "1", "--origin", ORIGIN];
	const env = { UPSTREAM_URL: upstream.url, TOKEN_KEY, LOG_LEVEL: "trace" };
	const program = new ChildProgram("test/support/gateway-program.ts", args, env);
	const [url = ""] = await program.lines(1);
	members.push({ url, program });
	return { url, program };
}

async function end({ program }: Member, signal: NodeJS.Signals): Promise<void> {
	program.signal(signal);
	await program.exit();
	log += program.stderr;
}

beforeAll(async () => {
	nats = await NatsServer.start();
	const keys = { appkey: APPKEY, accessToken: ACCESS_TOKEN };
	upstream = await StandInUpstream.start({ ...keys, answer: (request, socket) => answer(request, socket) });
}, 60_000);

async function endMembers(): Promise<void> {
	await Promise.all(members.splice(0).map((member) => end(member, "SIGKILL")));
	upstream.requests.length = 0;
}

afterAll(async () => {
	await upstream.dispose();
	await nats.dispose();
});

async function connect(
	member: Member,
	grant: SessionGrant,
	token: unknown,
	since = 0,
): Promise<GatewayClient> {
	const url = `${member.url.replace("http", "ws")}${new URL(grant.url).pathname}?since=${since}`;
	const client = await GatewayClient.connect(url, { token: String(token), origin: ORIGIN });
	if (client instanceof GatewayClient) return client;
	throw new Error(client.body.message);
}

async function watch(member: Member, { sessionId }: SessionGrant): Promise<GatewayClient> {
	const response = await fetch(`${member.url}/v1/sessions`, {
		method: "POST",
		headers: { origin: ORIGIN, "content-type": "application/json" },
		body: JSON.stringify({ role: "viewer", sessionId }),
	});
	const grant = (await response.json()) as SessionGrant;
	return connect(member, grant, grant.token);
}

const clauseOf = (payload: Record<string, unknown>) => (payload.SpeechRsp as { SeqNo: number }).SeqNo;

describe("a gateway that is killed", { timeout: 120_000 }, () => {
	afterEach(endMembers);

	it("in the middle of a clause is taken over: what was said is not lost, what was not is told, and it goes on", async () => {
		const [a, b] = await Promise.all([startMember(), startMember()]);
		answer = ({ Payload }, socket) => {
			const done = Payload.ReqId !== "r1";
			for (const SeqNo of [1, 2])
				socket.send(
					speechFrame(Payload.ReqId, { SeqNo, SentenceStart: SeqNo === 1, Final: done && SeqNo === 2 }),
				);
		};
		const grant = await openSession(a.url, ORIGIN);
		const owner = await connect(a, grant, grant.token);
		const viewer = await watch(b, grant);
		await viewer.next();
		const { resumeToken } = await owner.next();
		owner.speak("r1");
		await owner.answer("r1");
		await viewer.answer("r1");
		await viewer.answer("r1");
		await end(a, "SIGKILL");
		const back = await connect(b, grant, resumeToken, 1);
		expect(await back.next()).toMatchObject({ event: "session", sequence: 1, missed: 0 });
		expect(clauseOf(await back.answer("r1"))).toBe(2);
		// Asked while nobody keeps the session: it waits for who will.
		back.speak("r2");
		expect(await back.until({ event: "error" })).toMatchObject({ code: "upstream", requestId: "r1" });
		expect(clauseOf(await back.answer("r2"))).toBe(1);
		expect(clauseOf(await viewer.answer("r2"))).toBe(1);
		expect(upstream.requests.map(({ Payload }) => Payload.ReqId)).toEqual(["r1", "r2"]);
	});

	it("before anything was answered is taken over, and what was asked is asked again", async () => {
		const [a, b] = await Promise.all([startMember(), startMember()]);
		let asked = () => {};
		const first = new Promise<void>((resolve) => {
			asked = resolve;
		});
		answer = ({ Payload }, socket) => {
			if (upstream.requests.length === 1) asked();
			else socket.send(speechFrame(Payload.ReqId, { Final: true }));
		};
		const grant = await openSession(b.url, ORIGIN);
		// `b` opened the session and keeps it, `a` has its owner: the one that is killed is the one that speaks.
		const owner = await connect(a, grant, grant.token);
		owner.speak("r1");
		await first;
		await end(b, "SIGKILL");
		expect(await owner.answer("r1")).toMatchObject({ ErrorCode: 0 });
		expect(owner.frames.join("")).not.toContain('"event":"error"');
		expect(upstream.requests).toHaveLength(2);
	});
});

describe("a bus that is restarted", { timeout: 120_000 }, () => {
	let a: Member;
	let b: Member;
	beforeAll(async () => {
		[a, b] = await Promise.all([startMember(), startMember()]);
	}, 60_000);
	afterAll(endMembers);

	it("under load hangs nothing and loses nothing", async () => {
		const count = 60;
		answer = ({ Payload }, socket) => {
			let clause = 0;
			const timer = setInterval(() => {
				clause += 1;
				const fields = {
					SeqNo: clause,
					SentenceStart: true,
					Final: clause === count,
					Audio: "A".repeat(6400),
				};
				socket.send(speechFrame(Payload.ReqId, fields));
				if (clause === count) clearInterval(timer);
			}, 50);
		};
		const talks = await Promise.all(
			Array.from({ length: 6 }, async (_, index) => {
				const grant = await openSession(a.url, ORIGIN);
				const owner = await connect(index % 2 === 0 ? a : b, grant, grant.token);
				const viewer = await watch(index % 2 === 0 ? b : a, grant);
				await viewer.next();
				owner.speak(`r${index}`);
				return { owner, viewer, id: `r${index}` };
			}),
		);
		for (const { owner, id } of talks) await owner.answer(id);
		await nats.stop();
		const away = await fetch(`${a.url}/v1/sessions`, { method: "POST", headers: { origin: ORIGIN } });
		expect([away.status, (await away.json()).code]).toEqual([503, "bus-away"]);
		expect((await fetch(`${a.url}/readyz`)).status).toBe(503);
		await nats.start();
		for (const { owner, viewer, id } of talks) {
			for (let clause = 2; clause <= count; clause++) expect(clauseOf(await owner.answer(id))).toBe(clause);
			for (let clause = 1; clause <= count; clause++) expect(clauseOf(await viewer.answer(id))).toBe(clause);
			owner.speak(`${id}-again`);
			await owner.answer(`${id}-again`);
		}
		await expect.poll(async () => (await fetch(`${a.url}/readyz`)).status, { timeout: 15_000 }).toBe(200);
	});

	it("without its disk ends the sessions that it has lost with a reason, and new ones go on at every gateway", async () => {
		answer = ({ Payload }, socket) => socket.send(speechFrame(Payload.ReqId, { Final: true }));
		const grant = await openSession(a.url, ORIGIN);
		const owner = await connect(a, grant, grant.token);
		const viewer = await watch(b, grant);
		await viewer.next();
		owner.speak("before");
		await owner.answer("before");
		await nats.stop();
		nats.loseDisk();
		await nats.start();
		const ends = await Promise.all([owner.ended(), viewer.ended()]);
		expect(ends.map(({ code }) => code)).toEqual([4002, 4002]);
		await expect.poll(async () => (await fetch(`${b.url}/readyz`)).status, { timeout: 15_000 }).toBe(200);
		await expect.poll(async () => (await fetch(`${a.url}/readyz`)).status, { timeout: 15_000 }).toBe(200);
		const next = await openSession(a.url, ORIGIN);
		const again = await connect(b, next, next.token);
		again.speak("after");
		expect(await again.answer("after")).toMatchObject({ ErrorCode: 0 });
	});
});

describe("the logs of these gateways", () => {
	it("hold no secret", () => {
		expect(log).toContain("session taken over");
		expect(log).toContain("the bus is back");
		for (const secret of [APPKEY, ACCESS_TOKEN, TOKEN_KEY, "signature=", "eyJ"])
			expect(log).not.toContain(secret);
	});
});
