import { afterEach, describe, expect, it } from "vitest";
import { readCompactMessage } from "../../../src/protocol/compact/read-compact-message.ts";
import {
	COMPACT_PROTOCOL,
	GATEWAY_PROTOCOL,
	TOKEN_PROTOCOL_PREFIX,
} from "../../../src/protocol/gateway-messages.ts";
import { parseDriverMessage } from "../../../src/protocol/parse-driver-message.ts";
import { ToleranceCounts } from "../../../src/protocol/tolerance.ts";
import { GatewayClient, openSession } from "../../support/gateway-client.ts";
import { speechFrame } from "../../support/stand-in-upstream.ts";
import { startTestGateway, type TestGateway } from "../../support/test-gateway.ts";

let open: TestGateway | undefined;
afterEach(async () => {
	await open?.dispose();
	open = undefined;
});

/** Sound at a rate that Opus does not know travels exactly. */
const SOUND = { Audio: "AQACAAMA", Sampling: 22_050 };

async function start() {
	open = await startTestGateway({
		upstream: {
			answer: ({ Payload }, socket) => {
				socket.send(speechFrame(Payload.ReqId, { ...SOUND, SentenceStart: true }));
				socket.send('{"nonsense":');
				socket.send(speechFrame(Payload.ReqId, { ...SOUND, Final: true }));
			},
		},
	});
	return open.gateway.url;
}

async function connect(gateway: string, offered: readonly string[], resume?: { url: string; token: string }) {
	const { url, token } = resume ?? (await openSession(gateway));
	const protocols = [...offered, TOKEN_PROTOCOL_PREFIX + token];
	const client = await GatewayClient.connect(url, { protocols, origin: gateway });
	if (!(client instanceof GatewayClient)) throw new Error(client.body.message);
	return client;
}

const read = (frame: Buffer) => readCompactMessage(frame, new ToleranceCounts(), undefined);

describe("a browser that offers the compact form", () => {
	it("gets speech in it, and everything else as it is, in order", async () => {
		const client = await connect(await start(), [COMPACT_PROTOCOL, GATEWAY_PROTOCOL]);
		expect(client.socket.protocol).toBe(COMPACT_PROTOCOL);
		client.speak("r1");
		await client.untilBinary(2);
		const expected = parseDriverMessage(JSON.parse(speechFrame("r1", { ...SOUND, SentenceStart: true })));
		expect(read(client.binary[0] as Buffer)).toEqual(expected);
		expect(read(client.binary[1] as Buffer)).toHaveProperty("part.final", true);
		expect(client.frames.filter((frame) => frame.includes("facewire"))).toHaveLength(
			client.frames.length - 1,
		);
		expect(client.frames.at(-1)).toBe('{"nonsense":');
	});

	it("gets what it missed as the vendor wrote it, and counts on", async () => {
		const gateway = await start();
		const client = await connect(gateway, [COMPACT_PROTOCOL, GATEWAY_PROTOCOL]);
		client.speak("r1");
		await client.untilBinary(2);
		const hello = JSON.parse(client.frames[0] ?? "");
		client.socket.terminate();
		const url = new URL(client.socket.url);
		url.searchParams.set("since", "2");
		const resume = { url: url.href, token: hello.resumeToken as string };
		const back = await connect(gateway, [COMPACT_PROTOCOL, GATEWAY_PROTOCOL], resume);
		expect(await back.next()).toMatchObject({ event: "session", sequence: 2, missed: 0 });
		expect((await back.answer("r1")).SpeechRsp).toMatchObject({ Final: true });
	});
});

it.each([
	["that does not know the compact form gets none", [GATEWAY_PROTOCOL], GATEWAY_PROTOCOL],
	["that knows nothing else is understood", [COMPACT_PROTOCOL], COMPACT_PROTOCOL],
])("a browser %s", async (_, offered, picked) => {
	const client = await connect(await start(), offered);
	expect(client.socket.protocol).toBe(picked);
	client.speak("r1");
	if (picked === GATEWAY_PROTOCOL) await client.answer("r1");
	else await client.untilBinary(1);
	expect(client.binary.length > 0).toBe(picked === COMPACT_PROTOCOL);
});
