import { randomBytes } from "node:crypto";
import { type Fields, fieldsOf } from "../../../protocol/loose-fields.ts";
import type { FaultPlan } from "../fault-plan.ts";
import { CloudSession, STATUS } from "./cloud-session.ts";
import { Refused } from "./refused.ts";
import type { TencentCloudOptions } from "./tencent-cloud-options.ts";
import type { StatusMessage } from "./told-statuses.ts";

/** What a vendor would put on the bill. */
export interface CloudBill {
	readonly sessionsOpened: number;
	readonly sessionsOpen: number;
	/** Of all sessions, open ones up to now. */
	readonly sessionSeconds: number;
	readonly spokenSeconds: number;
}

/** Where a session's messages go. */
export interface SessionOutlet {
	send(sessionId: string, message: StatusMessage): void;
	/** The session is over. */
	close(sessionId: string): void;
}

const PICTURE = { width: 480, height: 640 } as const;

export const isOpen = ({ status }: CloudSession): boolean => status !== STATUS.closed;

/** The sessions of the stand-in: who has one, how long they last, what they cost. */
export class SessionShelf {
	readonly sessions = new Map<string, CloudSession>();
	/** Ids of sessions that were forgotten: what is still asked about them is nobody's matter any more. */
	readonly forgotten = new Set<string>();
	readonly #options: Required<TencentCloudOptions>;
	readonly #faults: FaultPlan;
	readonly #outlet: SessionOutlet;
	readonly #timers = new Map<string, NodeJS.Timeout>();
	#opened = 0;

	constructor(options: Required<TencentCloudOptions>, faults: FaultPlan, outlet: SessionOutlet) {
		this.#options = options;
		this.#faults = faults;
		this.#outlet = outlet;
	}

	get bill(): CloudBill {
		const sessions = [...this.sessions.values()];
		const lasted = ({ createdAt, closedAt }: CloudSession) => (closedAt || this.#options.now()) - createdAt;
		return {
			sessionsOpened: this.#opened,
			sessionsOpen: sessions.filter(isOpen).length,
			sessionSeconds: sessions.reduce((sum, session) => sum + lasted(session), 0),
			spokenSeconds: sessions.reduce((sum, session) => sum + session.spoken, 0),
		};
	}

	/** Sessions that last. */
	get open(): readonly CloudSession[] {
		return [...this.sessions.values()].filter(isOpen);
	}

	/** A new session as `createsession` asks for it. @throws {Refused} */
	async create({ Protocol, DriverType, UserId, ExtraInfo, ProtocolOption }: Fields): Promise<CloudSession> {
		const { strict, concurrency, media, preparation, voice, timeScale, skew } = this.#options;
		if (typeof UserId !== "string" || UserId === "") throw new Refused(100001, "UserId is required");
		if (DriverType !== 1 && DriverType !== 3) throw new Refused(100001, "DriverType must be 1 or 3");
		const known = strict ? ["rtmp", "trtc", "webrtc"] : ["rtmp", "trtc", "webrtc", "webtrtc"];
		if (!known.includes(String(Protocol))) throw new Refused(100001, "Protocol must be rtmp, trtc or webrtc");
		this.replace(UserId);
		if (this.open.length >= concurrency) throw new Refused(100008, "exceeding the concurrency limit");
		const id = `m${randomBytes(8).toString("hex")}`;
		const alpha = fieldsOf(ExtraInfo).AlphaChannelEnable === true;
		const stream = await media.openStream({ ...PICTURE, id, alpha, skew });
		const live = stream.addresses.leb?.url ?? `webrtc://liveplay.ivh.qq.com/live/${id}`;
		const session = new CloudSession({
			id,
			userId: UserId,
			driverType: DriverType,
			address: fieldsOf(ProtocolOption).CssCustomPushUrl ? "" : this.#address(String(Protocol), live),
			voice,
			stream,
			timeScale,
			faults: this.#faults,
			textInterval: this.#options.textInterval,
			now: this.#options.now,
			send: (message) => this.#outlet.send(id, message),
		});
		if (preparation > 0) session.status = STATUS.preparing;
		this.sessions.set(id, session);
		this.#opened += 1;
		this.touch(session);
		return session;
	}

	/** @throws {Refused} if there is none */
	find(payload: Fields): CloudSession {
		const session = this.sessions.get(String(payload.SessionId ?? ""));
		if (session === undefined) throw new Refused(110018, "the session does not exist");
		return session;
	}

	/** @throws {Refused} if there is none, or it is over */
	findOpen(payload: Fields): CloudSession {
		const session = this.find(payload);
		if (!isOpen(session)) throw new Refused(110013, "the session has been closed");
		return session;
	}

	close(session: CloudSession): void {
		session.close();
		clearTimeout(this.#timers.get(session.id));
		this.#outlet.close(session.id);
	}

	/** The same user came again: the older session ends, and is told. */
	replace(userId: string): void {
		const message = "the stream session created with the same userid has been closed";
		for (const session of this.open) {
			if (session.userId !== userId) continue;
			session.errorCode = 110022;
			session.errorMessage = message;
			session.refuse("", 110022, message);
			this.close(session);
		}
	}

	/** Somebody did something in it: ten minutes without a word end a session. */
	touch(session: CloudSession): void {
		clearTimeout(this.#timers.get(session.id));
		const timer = setTimeout(() => this.close(session), this.#options.sessionIdle * 1000);
		timer.unref();
		this.#timers.set(session.id, timer);
	}

	/** Ends every session, and forgets them and the bill. */
	forget(): void {
		for (const session of this.open) this.close(session);
		for (const id of this.sessions.keys()) this.forgotten.add(id);
		this.sessions.clear();
		this.#opened = 0;
	}

	dispose(): void {
		for (const session of this.sessions.values()) session.close();
		for (const timer of this.#timers.values()) clearTimeout(timer);
	}

	#address(protocol: string, live: string): string {
		if (protocol === "rtmp") return live.replace(/^webrtc/, "rtmp");
		return protocol === "trtc"
			? `trtc://cloud.tencent.com/play/${4000 + this.#opened}?sdkappid=1400000001`
			: live;
	}
}
