import type { IncomingMessage } from "node:http";

/** Bytes of a request's body that are read at all. */
const MOST = 1 << 20;

/** The body as text. Rejects if it is longer than a stand-in reads. */
export async function readBody(request: IncomingMessage): Promise<string> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const part of request as AsyncIterable<Buffer>) {
		size += part.length;
		if (size > MOST) throw new RangeError(`the body is longer than ${MOST} bytes`);
		parts.push(part);
	}
	return Buffer.concat(parts).toString("utf8");
}
