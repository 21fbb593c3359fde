import { describe, expect, it } from "vitest";
import type { OutgoingRequest } from "../../src/gateway/browser-frame.ts";
import type { SessionEvent } from "../../src/gateway/session-event.ts";
import { SessionState } from "../../src/gateway/session-state.ts";
import { gatewayError } from "../../src/protocol/gateway-messages.ts";
import { SeededRandom } from "../support/seeded-random.ts";

const request = (requestId: string, kind: OutgoingRequest["kind"] = "text"): SessionEvent => ({
	type: "request",
	request: { requestId, kind, frame: "{}", characters: 1 },
});

const message = (sequence: number, requestId: string, ended = false, bytes = 10): SessionEvent => ({
	type: "message",
	sequence,
	requestId,
	boundary: true,
	ended,
	frame: Buffer.alloc(bytes),
});

const arrived = (gateway: string, connection: number): SessionEvent => ({
	type: "arrived",
	gateway,
	connection,
});
const left = (connection: number, code = 1006): SessionEvent => ({ type: "left", connection, code });

/** What the events add up to. */
function stateAfter(...events: readonly SessionEvent[]): SessionState {
	const state = new SessionState();
	for (const event of events) state.apply(event);
	return state;
}

/** All that anybody goes by. */
const seen = (state: SessionState) => ({
	...state.snapshot(),
	// In no order.
	audiences: new Map(state.snapshot().audiences),
	owner: state.owner,
	viewers: state.viewers,
	connections: state.connections,
	isOver: state.isOver,
});

describe("the owner", () => {
	it("is the newest connection that has not ended", () => {
		expect(stateAfter(arrived("a", 1), arrived("b", 2)).owner).toEqual({ gateway: "b", connection: 2 });
		expect(stateAfter(arrived("a", 1), arrived("b", 2), left(1)).owner?.connection).toBe(2);
		expect(stateAfter(arrived("a", 1), left(1)).owner).toBeNull();
	});

	it("is not one whose end was told before its beginning", () => {
		expect(stateAfter(left(2), arrived("b", 2)).owner).toBeNull();
		expect(stateAfter(arrived("b", 2), arrived("a", 1)).owner?.connection).toBe(2);
	});

	it.each([
		[1000, true],
		[1001, true],
		[1005, true],
		[1006, false],
		[1012, false],
		[1013, false],
	])("that leaves with %i ends the session: %s", (code, ends) => {
		expect(stateAfter(arrived("a", 1), left(1, code)).isEnding).toBe(ends);
	});

	it("of before, however it leaves, ends nothing", () => {
		expect(stateAfter(arrived("a", 1), arrived("b", 2), left(1, 1000)).isEnding).toBe(false);
	});

	it("is held no more when its connection ends or another stands", () => {
		const hold: SessionEvent = { type: "hold", on: true };
		expect(stateAfter(arrived("a", 1), hold).held).toBe(true);
		expect(stateAfter(arrived("a", 1), hold, left(1)).held).toBe(false);
		expect(stateAfter(arrived("a", 1), hold, arrived("b", 2)).held).toBe(false);
	});

	it("that is away has bytes counted until it is back", () => {
		const events = [arrived("a", 1), message(1, "r"), left(1), message(2, "r"), message(3, "r")];
		expect(stateAfter(...events).awayBytes).toBe(20);
		expect(stateAfter(...events, arrived("a", 2)).awayBytes).toBe(0);
	});
});

describe("a request", () => {
	const openOf = (...events: readonly SessionEvent[]) => [...stateAfter(...events).open.keys()];

	it("is open until its answer ends, fails or is stopped", () => {
		expect(openOf(request("r"), message(1, "r"))).toEqual(["r"]);
		expect(openOf(request("r"), message(1, "r", true))).toEqual([]);
		expect(openOf(request("r"), { type: "error", error: gatewayError("upstream", "no", "r") })).toEqual([]);
		expect(openOf(request("r"), request("r", "stop"))).toEqual([]);
	});

	it("may be asked again only while nothing of its answer has come", () => {
		const asked = stateAfter(request("s", "fragment"), request("s", "fragment"));
		expect(asked.open.get("s")?.requests).toHaveLength(2);
		asked.apply(message(1, "s"));
		asked.apply(request("s", "fragment"));
		expect(asked.open.get("s")).toEqual({ requests: [], answered: true });
	});

	it("is over when a later one is answered, but not when an earlier one is", () => {
		expect(openOf(request("a"), request("b"), message(1, "b"))).toEqual(["b"]);
		expect(openOf(request("a"), request("b"), message(1, "a"))).toEqual(["a", "b"]);
	});
});

describe("a gateway that comes in later", () => {
	const kept = (state: SessionState): SessionEvent => ({
		type: "kept",
		gateway: "k",
		epoch: 1,
		state: state.snapshot(),
	});

	/** Something that may happen next. */
	function randomEvent(random: SeededRandom, state: SessionState): SessionEvent {
		const pick = <T>(...choices: readonly T[]) => choices[Math.floor(random.next() * choices.length)] as T;
		const id = pick("r1", "r2", "r3", "r4");
		const gateway = pick("a", "b");
		return pick<() => SessionEvent>(
			() => request(id, pick("text", "fragment", "stop")),
			() => message(state.sequence + 1, id, random.next() < 0.4),
			() => arrived(gateway, state.connections + 1),
			() => left(state.connections, pick(1000, 1006, 1012)),
			() => ({ type: "audience", gateway, viewers: Math.floor(random.next() * 3) }),
			() => ({ type: "hold", on: random.next() < 0.5 }),
			() => ({ type: "upstream", state: pick("open", "closed", "connecting"), reason: "" }),
			() => ({ type: "error", error: gatewayError("upstream", "no", id) }),
		)();
	}

	it("goes by the same as those that saw everything, whenever it came and whenever it was told", () => {
		const random = new SeededRandom(17);
		for (let round = 0; round < 300; round++) {
			const [whole, late] = [new SessionState(), new SessionState()];
			const comes = Math.floor(random.next() * 30);
			const told = comes + Math.floor(random.next() * 20);
			for (let i = 0; i < 60; i++) {
				const event = i === told ? kept(whole) : randomEvent(random, whole);
				whole.apply(event);
				if (i >= comes) late.apply(event);
			}
			expect(seen(late)).toEqual(seen(whole));
		}
	});

	it("keeps what was asked while it was being told", () => {
		const keeper = stateAfter(arrived("a", 1), request("r1"));
		const snapshot = kept(keeper);
		const late = stateAfter(request("r2"), snapshot);
		expect([...late.open.keys()]).toEqual(["r1", "r2"]);
		expect(late.owner).toEqual({ gateway: "a", connection: 1 });
	});

	it("is told of nothing that it knows better", () => {
		const old = kept(stateAfter(arrived("a", 1)));
		const late = stateAfter(arrived("b", 2), left(1), old);
		expect(late.owner).toEqual({ gateway: "b", connection: 2 });
	});
});
