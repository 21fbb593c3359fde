import { describe, expect, it } from "vitest";
import type { OutgoingRequest } from "../../src/gateway/browser-frame.ts";
import { QUEUE_LENGTH, RequestQueue } from "../../src/gateway/request-queue.ts";
import { seconds } from "../../src/util/time.ts";

const request = (requestId: string, kind: OutgoingRequest["kind"] = "text"): OutgoingRequest => ({
	frame: "",
	requestId,
	kind,
	characters: 1,
});

/** What leaves the queue at `time`. */
function drain(queue: RequestQueue, time: number): string[] {
	const ids: string[] = [];
	for (;;) {
		const next = queue.take(seconds(time));
		if (next === null || "notBefore" in next) return ids;
		ids.push(`${next.request.requestId}:${next.request.kind}`);
	}
}

describe("RequestQueue", () => {
	it("lets texts go an interval apart and says when the next may", () => {
		const queue = new RequestQueue(seconds(1));
		queue.push(request("a"));
		queue.push(request("b"));
		expect(drain(queue, 5)).toEqual(["a:text"]);
		expect(queue.take(seconds(5.4))).toEqual({ notBefore: 6 });
		expect(drain(queue, 6)).toEqual(["b:text"]);
		expect(queue.take(seconds(6))).toBeNull();
	});

	it("lets the fragments of a stream go at once, in order, behind what came before", () => {
		const queue = new RequestQueue(seconds(1));
		queue.push(request("a"));
		queue.push(request("b"));
		queue.push(request("s", "fragment"));
		queue.push(request("s", "fragment"));
		expect(drain(queue, 0)).toEqual(["a:text"]);
		expect(drain(queue, 1)).toEqual(["b:text", "s:fragment", "s:fragment"]);
	});

	it("lets a stop overtake everything and take what it stops along", () => {
		const queue = new RequestQueue(seconds(1));
		for (const id of ["a", "b", "c"]) queue.push(request(id));
		queue.push(request("b", "stop"));
		expect(drain(queue, 0)).toEqual(["b:stop", "a:text"]);
		expect(drain(queue, 1)).toEqual(["c:text"]);
	});

	it("refuses more than it holds, but never a stop", () => {
		const queue = new RequestQueue(seconds(1));
		for (let i = 0; i < QUEUE_LENGTH; i++) expect(queue.push(request(`${i}`))).toBe(true);
		expect(queue.push(request("more"))).toBe(false);
		expect(queue.push(request("x", "stop"))).toBe(true);
	});

	it("says once whose requests it gives up", () => {
		const queue = new RequestQueue(seconds(0));
		queue.push(request("a", "fragment"));
		queue.push(request("a", "fragment"));
		queue.push(request("b"));
		expect(queue.clear()).toEqual(["a", "b"]);
		expect(queue.length).toBe(0);
	});
});
