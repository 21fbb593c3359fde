import { WireError } from "./errors.ts";

/** Longest part of the engine's own explanation that an error quotes; engines quote the input, which may be long. */
const EXPLANATION_LENGTH = 120;

/** The value of a text frame. @throws {WireError} at `$` if the frame is binary or no JSON. */
export function parseJson(frame: unknown): unknown {
	if (typeof frame !== "string") throw new WireError("$", "expected a text frame, got binary data");
	try {
		return JSON.parse(frame);
	} catch (cause) {
		const explanation = cause instanceof Error ? cause.message.slice(0, EXPLANATION_LENGTH) : "";
		throw new WireError("$", `expected JSON, got other text (${explanation})`, { cause });
	}
}
