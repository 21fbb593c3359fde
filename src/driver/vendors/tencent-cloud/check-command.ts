import { decodeBase64 } from "../../../protocol/base64.ts";
import { Refused } from "./refused.ts";

type Data = Readonly<Record<string, unknown>>;

/** Bytes of a text, of a piece of one, and of a packet of sound. */
const MOST_TEXT = 4000;
const MOST_PIECE = 1000;
const MOST_SOUND = 5120;

/** `Data.Text` of at most so many bytes. @throws {Refused} */
function textOf({ Text = "" }: Data, most: number): string {
	const text = String(Text);
	if (Buffer.byteLength(text) > most) throw new Refused(100001, `Text is longer than ${most} bytes`);
	return text;
}

export const wholeText = (data: Data): string => textOf(data, MOST_TEXT);

export const pieceOfText = (data: Data): string => textOf(data, MOST_PIECE);

/** 16 kHz, mono, 16 bit. @throws {Refused} */
export function soundOf({ Audio = "" }: Data): Uint8Array {
	const bytes = decodeBase64(String(Audio), "$.Payload.Data.Audio");
	if (bytes.length === 0 || bytes.length > MOST_SOUND)
		throw new Refused(100001, `Audio: expected 1 to ${MOST_SOUND} bytes, got ${bytes.length}`);
	return bytes;
}

/** `Seq` counts from 1, behind `last`. @throws {Refused} */
export function nextSequence({ Seq }: Data, last: number): number {
	if (Seq !== last + 1)
		throw new Refused(100001, last === 0 ? "Seq must start from 1" : `Seq: expected ${last + 1}`);
	return Seq;
}
