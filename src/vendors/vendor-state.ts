import type { Signal } from "../util/signal.ts";
import type { VendorError } from "./vendor-error.ts";

/** Why a session ended without a fault. */
export type CloseReason =
	/** We closed it. */
	| "asked"
	/** The vendor did: a time limit, idleness, an operator. */
	| "vendor"
	/** The same user opened a session elsewhere; coming back would throw that one out. */
	| "replaced"
	/** The gateway ended the lease: its limit, a restart. */
	| "lease";

/** Where a vendor's session stands. */
export type VendorState =
	| { readonly phase: "idle" }
	/** The vendor was asked for a session. */
	| { readonly phase: "creating" }
	/** It has one, and is loading the figure. */
	| { readonly phase: "preparing" }
	/** The stream's address is known, so that it can be played. */
	| { readonly phase: "ready" }
	/** The first frame was shown, and commands are taken. */
	| { readonly phase: "connected" }
	| { readonly phase: "speaking" }
	/** The way for commands broke and is being made again; the picture may go on. */
	| { readonly phase: "reconnecting"; readonly attempt: number }
	| { readonly phase: "closing" }
	| { readonly phase: "closed"; readonly reason: CloseReason; readonly detail: string }
	| { readonly phase: "failed"; readonly error: VendorError }
	/** The vendor's answer leaves out what a player must know: the host page has to say it. */
	| { readonly phase: "needs-input"; readonly missing: readonly string[] };

export type VendorPhase = VendorState["phase"];

/** Phases that nothing follows. */
export const isOver = ({ phase }: VendorState): boolean =>
	phase === "closed" || phase === "failed" || phase === "needs-input";

/** Resolves when nothing follows any more. */
export function untilOver(state: Pick<Signal<VendorState>, "subscribe">): Promise<void> {
	return new Promise((resolve) => {
		const listening = new AbortController();
		const settle = (next: VendorState) => {
			if (!isOver(next)) return;
			listening.abort();
			resolve();
		};
		state.subscribe(settle, { signal: listening.signal });
	});
}

/** The states without details, made once: a `Signal` tells only of changes. */
export const IDLE: VendorState = { phase: "idle" };
export const CREATING: VendorState = { phase: "creating" };
export const PREPARING: VendorState = { phase: "preparing" };
export const READY: VendorState = { phase: "ready" };
export const CONNECTED: VendorState = { phase: "connected" };
export const SPEAKING: VendorState = { phase: "speaking" };
export const CLOSING: VendorState = { phase: "closing" };
