import type * as Wrtc from "@roamhq/wrtc";

/** WebRTC for Node, as much of it as the stand-ins use. */
export type WrtcModule = Pick<typeof Wrtc, "RTCPeerConnection" | "MediaStream" | "nonstandard">;

/** A transport of the stand-ins needs something that is not installed. `message` says what and how to get it. */
export class MediaUnavailable extends Error {
	override readonly name = "MediaUnavailable";
}

let loaded: Promise<WrtcModule> | undefined;

/** Loads WebRTC once. Rejects with {@link MediaUnavailable} where the optional package has no binary. */
export function loadWrtc(): Promise<WrtcModule> {
	loaded ??= import("@roamhq/wrtc").then(
		// The package is CommonJS: its names are on the default export.
		(module) => (module as unknown as { readonly default: WrtcModule }).default,
		(cause: unknown) => {
			throw new MediaUnavailable(
				"WebRTC streams of the stand-ins need the optional package @roamhq/wrtc, which cannot be loaded here",
				{ cause },
			);
		},
	);
	return loaded;
}
