import { parseDriverRequest } from "../protocol/parse-driver-request.ts";

/** A request on its way to the upstream. */
export interface OutgoingRequest {
	/** The frame as it goes out: the browser's own, with the project filled in. */
	readonly frame: string;
	readonly requestId: string;
	/** `text` starts an utterance, `fragment` continues one, `stop` ends one. */
	readonly kind: "text" | "fragment" | "stop";
	/** Code points that are to be spoken or answered. */
	readonly characters: number;
}

export type BrowserFrame =
	| { readonly ok: true; readonly request: OutgoingRequest }
	| { readonly ok: false; readonly requestId: string; readonly message: string };

const refused = (message: string, requestId = ""): BrowserFrame => ({ ok: false, requestId, message });

/** Puts the project into the request, if there is a payload to put it into; the parser says what else is wrong. */
function withProject(value: unknown, projectId: string): unknown {
	const payload = (value as { Payload?: unknown } | null)?.Payload;
	if (typeof payload !== "object" || payload === null || Array.isArray(payload)) return value;
	return { ...(value as object), Payload: { ...payload, VirtualmanProjectId: projectId } };
}

/**
 * Reads what a browser sent. Only a well-formed request of the driver API gets through, so that nothing else is
 * paid for or can reach the vendor; fields that we do not know are passed on as they are.
 */
export function readBrowserFrame(data: Buffer, isBinary: boolean, projectId: string): BrowserFrame {
	if (isBinary) return refused("Expected a JSON text frame, got a binary one.");
	let value: unknown;
	try {
		value = withProject(JSON.parse(data.toString("utf8")), projectId);
	} catch {
		return refused("Expected a JSON text frame, got other text.");
	}
	const result = parseDriverRequest(value);
	if (!result.ok) return refused(`${result.error.message} (${result.error.code})`, result.error.requestId);
	const { command, requestId } = result.request;
	const kind = command.type === "stream" ? "fragment" : command.type.startsWith("stop-") ? "stop" : "text";
	const characters = "text" in command ? [...command.text].length : 0;
	return { ok: true, request: { frame: JSON.stringify(value), requestId, kind, characters } };
}
