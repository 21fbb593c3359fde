import { expect, test } from "vitest";
import {
	gatewayError,
	gatewaySession,
	gatewayUpstream,
	isGatewayMessage,
	parseGatewayMessage,
} from "../../src/protocol/gateway-messages.ts";
import { parseSessionGrant } from "../../src/protocol/session-grant.ts";

test.each([
	gatewaySession(12, 0, "t"),
	gatewayUpstream("open"),
	gatewayUpstream("reconnecting", "The speech service hung up."),
	gatewayError("limit", "Too many characters this minute.", "r1"),
	gatewayError("internal", "Out of memory."),
])("a control message is told from the vendor's and read back (%#)", (message) => {
	const frame: unknown = JSON.parse(JSON.stringify(message));
	expect(isGatewayMessage(frame)).toBe(true);
	expect(parseGatewayMessage(frame)).toEqual(message);
});

test.each([{ Header: {}, Payload: {} }, null, "facewire", [], { type: "other" }])(
	"what is not marked as ours is the vendor's (%#)",
	(frame) => {
		expect(isGatewayMessage(frame)).toBe(false);
	},
);

const UPSTREAM = gatewayUpstream("open");
const ERROR = gatewayError("limit", "m");

test.each([
	[{ ...UPSTREAM, event: "news" }, "$.event", 'expected "session", "upstream" or "error", got "news"'],
	[
		{ ...UPSTREAM, state: "up" },
		"$.state",
		'expected "connecting", "open", "reconnecting" or "closed", got "up"',
	],
	[{ ...UPSTREAM, reason: 3 }, "$.reason", "expected a string, got 3"],
	[
		{ ...gatewaySession(1, 0, ""), missed: -1 },
		"$.missed",
		"expected a number from 0 to 9007199254740991, got -1",
	],
	[{ ...gatewaySession(1, 0, ""), resumeToken: null }, "$.resumeToken", "expected a string, got null"],
	[{ ...ERROR, code: 429 }, "$.code", 'expected "bad-request", "limit", "upstream" or "internal", got 429'],
	[{ ...ERROR, message: undefined }, "$.message", "expected a string, got nothing"],
	[{ ...ERROR, requestId: 1 }, "$.requestId", "expected a string, got 1"],
])("a wrong field of a control message is named (%#)", (message, path, reason) => {
	expect(() => parseGatewayMessage(message)).toThrow(expect.objectContaining({ path, reason }));
});

const GRANT = {
	sessionId: "s",
	url: "ws://localhost:1/v1/ws",
	token: "t",
	expiresAt: "2026-11-22T00:00:00Z",
};

test("a session grant is read, unknown fields ignored", () => {
	expect(parseSessionGrant({ ...GRANT, extra: 1 })).toEqual(GRANT);
});

test.each(Object.keys(GRANT))("a session grant without %s is refused", (field) => {
	expect(() => parseSessionGrant({ ...GRANT, [field]: undefined })).toThrow(
		`$.${field}: expected a string, got nothing`,
	);
});
