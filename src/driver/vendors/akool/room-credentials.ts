import type { Fields } from "../../../protocol/loose-fields.ts";

const base64 = (fields: Fields) => Buffer.from(JSON.stringify(fields)).toString("base64url");

/** A token as LiveKit has them, unsigned: what a client reads in it is the room. */
const liveKitToken = (room: string): string =>
	`${base64({ alg: "none", typ: "JWT" })}.${base64({ sub: "client", video: { room, roomJoin: true } })}.`;

/** `credentials` of v4: what the client of a transport needs to join the room `id`. */
export function roomCredentials(id: string, transport: string): Fields {
	switch (transport) {
		case "livekit":
			return {
				livekit_url: "wss://stand-in",
				livekit_token: liveKitToken(id),
				livekit_room_name: id,
				livekit_client_identity: "client",
				livekit_server_identity: "server",
			};
		case "trtc":
			return {
				trtc_app_id: 1_400_000_000,
				trtc_user_id: "client",
				trtc_user_sig: `sig-${id}`,
				trtc_room_id: id,
			};
		default:
			return { agora_uid: 4321, agora_app_id: "stand-in", agora_channel: id, agora_token: `007-${id}` };
	}
}

/** `stream_urls` of v3; `socket` is where its chat rooms are. */
export const roomUrls = (id: string, socket: string): Fields => ({
	agora_app_id: "stand-in",
	agora_channel: id,
	agora_token: `007-${id}`,
	client_pull_stream_url: "",
	client_chat_room_url: `${socket}/chat/client_${id}`,
	server_chat_room_url: `${socket}/chat/server_${id}.node`,
});
