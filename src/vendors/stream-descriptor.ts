/**
 * Where a vendor's picture and sound come from, as a player needs it: `kind` chooses the player. Addresses and tokens
 * in it are good for one session; they are shown to nobody and written nowhere.
 */
export type StreamDescriptor = LiveUrl | AgoraRoom | TrtcRoom | LiveKitRoom | XrtcRoom | GivenStream;

/** How the colour and the alpha channel share one picture. */
export interface AlphaLayout {
	/** Colour left, padding, alpha right. Only this one is documented (Tencent, `AlphaChannelEnable`). */
	readonly layout: "side-by-side";
	/** Pixels of the colour's width as asked for; `null` if only the picture tells. */
	readonly width: number | null;
}

/** What every kind may carry. */
interface Described {
	/** Absent if the picture is opaque, or the player composes it itself. */
	readonly alpha?: AlphaLayout;
}

/** An address is all it takes. `leb` is `webrtc://`, `whep` an HTTP endpoint, the others what they are called. */
export interface LiveUrl extends Described {
	readonly kind: "leb" | "whep" | "flv" | "hls";
	readonly url: string;
	/** `leb`: where the offer is posted; the vendor's own hosts if not given. */
	readonly signalling?: string;
	/** The same picture by other roads, best first, for a browser that cannot play this one. */
	readonly fallbacks?: readonly LiveUrl[];
}

export interface AgoraRoom extends Described {
	readonly kind: "agora";
	readonly appId: string;
	readonly channel: string;
	readonly token: string | null;
	readonly uid: number | string | null;
	readonly mode: "rtc" | "live";
	readonly codec: "vp8" | "h264";
}

export interface TrtcRoom extends Described {
	readonly kind: "trtc";
	readonly sdkAppId: number;
	/** The viewer's: never the avatar's own, which would be thrown out of the room. */
	readonly userId: string;
	readonly userSig: string;
	/** Exactly one of the two. */
	readonly roomId?: number;
	readonly strRoomId?: string;
	readonly privateMapKey?: string;
	readonly role: "audience" | "anchor";
}

export interface LiveKitRoom extends Described {
	readonly kind: "livekit";
	readonly url: string;
	readonly token: string;
	readonly serverIdentity?: string;
}

/** iFLYTEK's own transport: only the vendor's player speaks it, which the host page brings. */
export interface XrtcRoom extends Described {
	readonly kind: "xrtc";
	readonly server: string;
	readonly roomId: string;
	readonly appId: string;
	/** As it came, `Bearer …` included. */
	readonly auth: string;
	readonly sid?: string;
}

/** A stream that is there already: tests, and whatever a host page brings. */
export interface GivenStream extends Described {
	readonly kind: "mediastream";
	readonly stream: MediaStream;
}

export type StreamKind = StreamDescriptor["kind"];
