import type { FaultPlan } from "../fault-plan.ts";

/** A message that says how a drive goes. */
export interface StatusMessage {
	readonly [field: string]: unknown;
	readonly Type: number;
	readonly ReqId: string;
}

/** Statuses of the last drives that a channel is told when it comes back. */
const REPLAYED_DRIVES = 3;

/** What a session tells of its drives, and has told. */
export class ToldStatuses {
	/** The newest, as `statsession` shows it. */
	current = "Initial";
	readonly #sessionId: string;
	readonly #faults: FaultPlan;
	readonly #send: (message: StatusMessage) => void;
	readonly #told: StatusMessage[] = [];

	constructor(sessionId: string, faults: FaultPlan, send: (message: StatusMessage) => void) {
		this.#sessionId = sessionId;
		this.#faults = faults;
		this.#send = send;
	}

	/** What the last three drives came to, for a channel that comes back. */
	replay(): readonly StatusMessage[] {
		const ids = [...new Set(this.#told.map(({ ReqId }) => ReqId))].slice(-REPLAYED_DRIVES);
		return this.#told.filter(({ ReqId }) => ids.includes(ReqId));
	}

	/** Tells a status of a drive, unless a fault leaves it out. */
	tell(driveId: string, status: string, fields: Readonly<Record<string, unknown>>): void {
		if (this.#faults.take(status)?.type === "silence") return;
		this.current = status;
		const message = {
			Type: 3,
			SessionId: this.#sessionId,
			ReqId: driveId,
			Seq: 0,
			SpeakStatus: status,
			ErrorCode: 0,
			ErrorMessage: "",
			...fields,
		};
		this.#told.push(message);
		this.#send(message);
	}

	/** Answers a request with an error. */
	refuse(requestId: string, code: number, message: string): void {
		this.#send({
			Type: 9,
			SessionId: this.#sessionId,
			ReqId: requestId,
			Seq: 0,
			ErrorCode: code,
			ErrorMessage: message,
		});
	}
}
