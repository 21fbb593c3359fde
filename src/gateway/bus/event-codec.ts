import type { SessionEvent } from "../session-event.ts";

/** Bytes before each event: the length of its head and of its body. */
const PREFIX = 8;

const NOTHING = Buffer.alloc(0);

/**
 * Events as bytes, one after the other: lengths of head and body (unsigned, 32 bits, little endian), a JSON head, and
 * as body the frame of a message, untouched.
 */
export function encodeEvents(events: readonly SessionEvent[]): Buffer {
	const parts: Buffer[] = [];
	for (const event of events) {
		const body = event.type === "message" ? event.frame : NOTHING;
		const head = Buffer.from(
			JSON.stringify(event.type === "message" ? { ...event, frame: undefined } : event),
		);
		const prefix = Buffer.alloc(PREFIX);
		prefix.writeUInt32LE(head.length, 0);
		prefix.writeUInt32LE(body.length, 4);
		parts.push(prefix, head, body);
	}
	return Buffer.concat(parts);
}

/** Reads what {@link encodeEvents} wrote. @throws {RangeError} if it did not write this. */
export function decodeEvents(bytes: Buffer): SessionEvent[] {
	const events: SessionEvent[] = [];
	for (let at = 0; at < bytes.length; ) {
		const head = at + PREFIX;
		const body = head + bytes.readUInt32LE(at);
		const end = body + bytes.readUInt32LE(at + 4);
		if (end > bytes.length) throw new RangeError("An event is longer than what there is of it.");
		const event = JSON.parse(bytes.toString("utf8", head, body));
		events.push(event.type === "message" ? { ...event, frame: bytes.subarray(body, end) } : event);
		at = end;
	}
	return events;
}

/** Cuts `bytes` into parts of at most `most` bytes, at least one. */
export function cutParts(bytes: Buffer, most: number): Buffer[] {
	const parts: Buffer[] = [];
	for (let at = 0; at === 0 || at < bytes.length; at += most) parts.push(bytes.subarray(at, at + most));
	return parts;
}
