import { randomUUID } from "node:crypto";
import { WebSocket } from "ws";
import { driverRequest } from "../src/protocol/driver-request.ts";
import {
	GATEWAY_PROTOCOL,
	isGatewayMessage,
	TOKEN_PROTOCOL_PREFIX,
} from "../src/protocol/gateway-messages.ts";
import { encodeRecordingEntry, encodeRecordingHeader } from "../src/protocol/recording.ts";
import { parseSessionGrant } from "../src/protocol/session-grant.ts";
import { seconds } from "../src/util/time.ts";

const newId = () => randomUUID().replaceAll("-", "");

/** Opens a session as a page of the gateway does. */
async function connect(gateway: string): Promise<WebSocket> {
	const response = await fetch(`${gateway}/v1/sessions`, { method: "POST", headers: { origin: gateway } });
	const { url, token } = parseSessionGrant(await response.json());
	const socket = new WebSocket(url, [GATEWAY_PROTOCOL, TOKEN_PROTOCOL_PREFIX + token], { origin: gateway });
	await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
	return socket;
}

/** Says `text` and returns the lines of the recording behind its header. */
function converse(socket: WebSocket, text: string): Promise<string[]> {
	const start = performance.now();
	const lines: string[] = [];
	const note = (direction: "up" | "down", message: object) => {
		const at = seconds((performance.now() - start) / 1000);
		lines.push(encodeRecordingEntry({ at, direction, message }));
	};
	const command = { type: "speak", text, format: "markdown" } as const;
	const request = driverRequest(command, { requestId: newId(), streamId: newId() });
	return new Promise((resolve, reject) => {
		socket.once("close", () => reject(new Error("The gateway closed the connection.")));
		socket.on("message", (data) => {
			const message = JSON.parse(String(data));
			if (isGatewayMessage(message)) return;
			note("down", message);
			if (message.Payload.ErrorCode !== 0) reject(new Error(message.Payload.ErrorMessage));
			if (message.Payload.SpeechRsp.Final === true) resolve(lines);
		});
		note("up", request);
		socket.send(JSON.stringify(request));
	});
}

/** Lets the driver behind `gateway` say `text`; returns the conversation as a recording. */
export async function recordSpeech(gateway: string, text: string): Promise<string> {
	const socket = await connect(gateway);
	try {
		const lines = await converse(socket, text);
		return (
			encodeRecordingHeader({ recordedAt: new Date().toISOString(), description: text }) + lines.join("")
		);
	} finally {
		socket.terminate();
	}
}
