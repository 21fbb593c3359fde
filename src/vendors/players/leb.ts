import type { LiveUrl } from "../stream-descriptor.ts";
import { type Joined, SIGNALLING_MS, type Signalling } from "./rtc-transport.ts";

/** Where offers for `webrtc://` addresses go: in China and outside. The vendor's own players race them as well. */
const HOSTS = [
	"https://webrtc.liveplay.myqcloud.com",
	"https://overseas-webrtc.liveplay.myqcloud.com",
] as const;

interface PullAnswer {
	readonly errcode?: number;
	readonly errmsg?: string;
	readonly remotesdp?: { readonly sdp?: string };
	readonly svrsig?: string;
}

/** Signalling of Tencent's live event broadcasting, as its own players do it (`webrtc/v1/pullstream`). */
export function lebSignalling({ url, signalling }: LiveUrl): Signalling {
	const hosts = signalling === undefined ? HOSTS : [signalling];

	async function pull(host: string, offer: string, signal: AbortSignal): Promise<Joined> {
		const answer = await post(`${host}/webrtc/v1/pullstream`, signal, {
			streamurl: url,
			sessionid: crypto.randomUUID(),
			clientinfo: navigator.userAgent,
			localsdp: { type: "offer", sdp: offer },
		});
		const sdp = answer.remotesdp?.sdp;
		if (answer.errcode !== 0 || sdp === undefined)
			throw new Error(`The stream cannot be pulled: ${answer.errcode} ${answer.errmsg ?? ""}`.trimEnd());
		const goodbye = JSON.stringify({ streamurl: url, svrsig: answer.svrsig });
		// A page that goes away can still say so.
		const leave = () => void navigator.sendBeacon(`${host}/webrtc/v1/stopstream`, goodbye);
		return { sdp, leave };
	}

	return {
		kind: "leb",
		join: async (offer, signal) => {
			try {
				return await Promise.any(hosts.map((host) => pull(host, offer, signal)));
			} catch (error) {
				throw error instanceof AggregateError ? (error.errors[0] as Error) : error;
			}
		},
	};
}

async function post(address: string, signal: AbortSignal, body: object): Promise<PullAnswer> {
	const response = await fetch(address, {
		method: "POST",
		body: JSON.stringify(body),
		signal: AbortSignal.any([signal, AbortSignal.timeout(SIGNALLING_MS)]),
	});
	if (!response.ok) throw new Error(`The stream's server answered ${response.status}.`);
	return (await response.json()) as PullAnswer;
}
