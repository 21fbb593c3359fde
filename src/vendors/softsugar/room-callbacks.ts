import { fieldsOf, numberOf, parseFields, textOf } from "../../protocol/loose-fields.ts";
import { SOFTSUGAR_STATUS } from "../../protocol/softsugar-paths.ts";
import { CALLBACK_CHANNEL } from "../../protocol/vendor-broker.ts";
import type { VendorLease, VendorSocket } from "../session-broker.ts";
import type { SoftSugarInput, TakeoverNews } from "./softsugar-state.ts";

/** What listening needs of its session. */
export interface RoomCallbackServices {
	readonly send: (input: SoftSugarInput) => void;
	/** Shows a callback verbatim. */
	readonly tell: (message: unknown, issues: readonly string[]) => void;
}

const NEWS: ReadonlyMap<number, TakeoverNews> = new Map([
	[SOFTSUGAR_STATUS.takeoverQueued, "queued"],
	[SOFTSUGAR_STATUS.takeoverStarted, "started"],
	[SOFTSUGAR_STATUS.takeoverFinished, "ended"],
	[SOFTSUGAR_STATUS.takeoverFailed, "failed"],
]);

/**
 * What the vendor posts to the gateway of a room and its takeovers ("Live Streaming Status Callback Parameters"). It says
 * sooner what is asked for anyway: where the gateway takes no callbacks, or the socket breaks, nothing is missing.
 */
export class RoomCallbacks {
	readonly #services: RoomCallbackServices;
	#socket: VendorSocket | null = null;

	constructor(services: RoomCallbackServices) {
		this.#services = services;
	}

	listen(lease: VendorLease): void {
		if (this.#socket !== null || !lease.channels.has(CALLBACK_CHANNEL)) return;
		this.#socket = lease.connect(CALLBACK_CHANNEL, {
			opened: () => {},
			message: (frame) => this.#heard(String(frame)),
			rejected: () => {},
			closed: () => {},
		});
	}

	/** Idempotent. */
	dispose(): void {
		this.#socket?.close();
	}

	#heard(frame: string): void {
		const fields = fieldsOf(parseFields(frame));
		const status = numberOf(fields.status);
		this.#services.tell(frame, Number.isNaN(status) ? ["$.status: expected a number"] : []);
		const news = NEWS.get(status);
		if (news === undefined) this.#services.send({ type: "told", status, detail: textOf(fields.taskResult) });
		else this.#services.send({ type: "news", trace: textOf(fields.commandTraceId), news });
	}
}
