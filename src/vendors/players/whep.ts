import type { LiveUrl } from "../stream-descriptor.ts";
import { SIGNALLING_MS, type Signalling } from "./rtc-transport.ts";

/** Signalling of WHEP: the offer is posted, the answer is a resource that is deleted to leave. */
export const whepSignalling = ({ url }: LiveUrl): Signalling => ({
	kind: "whep",
	join: async (offer, signal) => {
		const response = await fetch(url, {
			method: "POST",
			headers: { "content-type": "application/sdp" },
			body: offer,
			signal: AbortSignal.any([signal, AbortSignal.timeout(SIGNALLING_MS)]),
		});
		if (response.status !== 201) throw new Error(`The stream's server answered ${response.status}.`);
		const location = response.headers.get("location");
		return {
			sdp: await response.text(),
			leave: () => {
				if (location === null) return;
				const resource = new URL(location, url);
				// Who is gone need not hear that the other side is gone too.
				fetch(resource, { method: "DELETE", keepalive: true }).catch(() => {});
			},
		};
	},
});
