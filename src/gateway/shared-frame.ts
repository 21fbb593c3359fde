import type { Duplex } from "node:stream";
import { WebSocket } from "ws";

const FIN = 0x80;
const TEXT = 0x1;
const BINARY = 0x2;
/** Payload lengths from here on take two bytes, or eight (RFC 6455 §5.2). */
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;

/** A server's frame header, unmasked, for one whole message of `length` bytes. */
function headerOf(length: number, binary: boolean): Buffer {
	const first = FIN | (binary ? BINARY : TEXT);
	if (length < TWO_BYTES) return Buffer.from([first, length]);
	if (length <= 0xffff) return Buffer.from([first, TWO_BYTES, length >> 8, length & 0xff]);
	const header = Buffer.alloc(10);
	header[0] = first;
	header[1] = EIGHT_BYTES;
	header.writeBigUInt64BE(BigInt(length), 2);
	return header;
}

/** The stream under a WebSocket. `ws` declares no name for it, and every program that broadcasts with `ws` uses it. */
const transportOf = (socket: WebSocket): Duplex | undefined =>
	(socket as unknown as { readonly _socket?: Duplex })._socket;

/**
 * One message for many sockets: it is framed once, and each socket takes it in one write, where `ws` frames it anew and
 * writes header and payload apart. Sockets must not compress.
 */
export class SharedFrame {
	readonly bytes: Buffer;
	readonly binary: boolean;
	#frame: Buffer | undefined;

	constructor(bytes: Buffer, binary: boolean) {
		this.bytes = bytes;
		this.binary = binary;
	}

	/** Sends it on an open socket. Frames of one socket arrive in the order of the calls, those of `send` too. */
	sendOn(socket: WebSocket): void {
		const transport = socket.readyState === WebSocket.OPEN ? transportOf(socket) : undefined;
		if (transport === undefined) socket.send(this.bytes, { binary: this.binary, compress: false });
		else transport.write(this.#framed());
	}

	#framed(): Buffer {
		this.#frame ??= Buffer.concat([headerOf(this.bytes.length, this.binary), this.bytes]);
		return this.#frame;
	}
}
