import { type Seconds, seconds } from "../../util/time.ts";
import type { Clock } from "../clock.ts";
import { newRequestId } from "../open-drive.ts";
import type { BrokerAnswer } from "../session-broker.ts";
import { TENCENT_LIMITS } from "./tencent-abilities.ts";
import { decodeAnswer, type TencentAnswer } from "./tencent-answer.ts";
import { tencentError } from "./tencent-errors.ts";
import { readSessions, type TencentPose, type TencentSession, updatePayload } from "./tencent-requests.ts";

/** Asks through the gateway and shows both ways; see `VendorSession.call`. */
type Call = (
	operation: string,
	body: unknown,
	issuesOf?: (answer: BrokerAnswer) => readonly string[],
) => Promise<BrokerAnswer>;

/** What is asked of Tencent by HTTP. */
export class TencentCalls {
	readonly #call: Call;
	readonly #clock: Clock;
	/** When the picture may be changed again. */
	#pictureFrom: Seconds = seconds(0);

	constructor(call: Call, clock: Clock) {
		this.#call = call;
		this.#clock = clock;
	}

	/** Asks, and decodes whatever the answer says. @throws {VendorError} if there is none */
	async send(operation: string, payload: Record<string, unknown>): Promise<TencentAnswer> {
		const body = { Header: {}, Payload: payload };
		return decodeAnswer(await this.#call(operation, body, (raw) => decodeAnswer(raw).issues));
	}

	/** Asks. @throws {VendorError} if there is no answer, or it says no */
	async ask(operation: string, payload: Record<string, unknown> = {}): Promise<TencentAnswer> {
		const answer = await this.send(operation, { ReqId: newRequestId(), ...payload });
		if (answer.code !== 0) throw tencentError(operation, answer.code, answer.message);
		return answer;
	}

	/** The account's sessions that the gateway lets this page see. */
	async sessions(of: "project" | "asset" | "account"): Promise<readonly TencentSession[]> {
		const operation = {
			project: "listsessionofprojectid",
			asset: "listsessionofassetvk",
			account: "listsessionofuin",
		} as const;
		return readSessions(await this.ask(operation[of]));
	}

	/** Moves, sizes and turns the figure. At most once in five seconds: a second change waits. */
	async pose(pose: TencentPose): Promise<void> {
		const now = this.#clock.now();
		const wait = seconds(Math.max(0, this.#pictureFrom - now));
		this.#pictureFrom = seconds(Math.max(this.#pictureFrom, now) + TENCENT_LIMITS.pictureInterval);
		if (wait > 0) await new Promise<void>((resolve) => this.#clock.after(wait, resolve));
		await this.ask("updatesessionconfig", updatePayload(pose));
	}
}
