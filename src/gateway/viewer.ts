import { gatewaySession } from "../protocol/gateway-messages.ts";
import type { BrowserLink } from "./browser-link.ts";
import type { VendorFrame } from "./compact/vendor-frame.ts";

/**
 * Somebody who only watches and hears. Comes in at the start of a clause, never in the middle of a word; one who
 * reads too slowly is not waited for, but skips to the start of a later clause and is told how much went by.
 */
export class Viewer {
	readonly link: BrowserLink;
	#waiting = true;
	#missed = 0;

	/** `sequence` is the number of the session's last message. */
	constructor(link: BrowserLink, sequence: number) {
		this.link = link;
		link.control(gatewaySession(sequence, 0, ""));
	}

	/**
	 * Passes message number `sequence` on; `boundary` says that a clause or a reply begins with it. False if the viewer
	 * fell behind just now.
	 */
	message(frame: VendorFrame, sequence: number, boundary: boolean): boolean {
		if (this.#waiting && boundary && this.link.isCaughtUp) this.#join(sequence);
		const falls = !this.#waiting && !this.link.hasRoomFor(this.link.formOf(frame).bytes);
		if (falls) this.#waiting = true;
		if (this.#waiting) this.#missed += 1;
		else this.link.pass(frame);
		return !falls;
	}

	#join(sequence: number): void {
		this.#waiting = false;
		if (this.#missed > 0) this.link.control(gatewaySession(sequence - 1, this.#missed, ""));
		this.#missed = 0;
	}
}
