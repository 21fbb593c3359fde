import { textOf } from "../../protocol/loose-fields.ts";
import type { StreamDescriptor } from "../stream-descriptor.ts";
import { isNumericRoom, liveStream, trtcAddress } from "./play-address.ts";
import type { TencentCloudOptions } from "./tencent-requests.ts";

/** Asks the vendor for the signature that opens a room. */
export type RoomSigner = (payload: Record<string, unknown>) => Promise<Readonly<Record<string, unknown>>>;

/** A stream's description, or what is missing for it. */
export type Described = StreamDescriptor | { readonly missing: readonly string[] };

/** What a player has to know to play `address`. */
export async function describeStream(
	address: string,
	options: Required<TencentCloudOptions>,
	sign: RoomSigner,
): Promise<Described> {
	const place = options.playUrl || address;
	if (place === "") return { missing: ["playUrl"] };
	if (options.protocol === "trtc" && options.playUrl === "") return describeRoom(place, options, sign);
	const stream = liveStream(place, {
		...(options.signalling === "" ? {} : { signalling: options.signalling }),
		...(options.alphaWidth === null
			? {}
			: { alpha: { layout: "side-by-side", width: options.alphaWidth } as const }),
	});
	return stream ?? { missing: ["playUrl"] };
}

async function describeRoom(
	address: string,
	{ sdkAppId, viewerId, protocolOption }: Required<TencentCloudOptions>,
	sign: RoomSigner,
): Promise<Described> {
	const found = trtcAddress(address);
	const appId = sdkAppId ?? found.sdkAppId ?? (Number(protocolOption.TrtcAppId ?? Number.NaN) || null);
	const room = found.room ?? (textOf(protocolOption.TrtcRoomId) || null);
	const missing = [...(appId === null ? ["sdkAppId"] : []), ...(room === null ? ["roomId"] : [])];
	if (appId === null || room === null) return { missing };
	const signed =
		found.userSig === null
			? await sign({ RoomId: room, UserId: viewerId })
			: { UserSig: found.userSig, PrivateMapKey: found.privateMapKey };
	const userSig = textOf(signed.UserSig);
	const privateMapKey = textOf(signed.PrivateMapKey);
	if (userSig === "") return { missing: ["userSig"] };
	return {
		kind: "trtc",
		sdkAppId: appId,
		userId: viewerId,
		userSig,
		...(isNumericRoom(room) && !found.isText ? { roomId: Number(room) } : { strRoomId: room }),
		...(privateMapKey === "" ? {} : { privateMapKey }),
		role: "audience",
	};
}
