import { type Fields, fieldsOf } from "../../../protocol/loose-fields.ts";
import type { TencentCloudOperation } from "../../../protocol/tencent-cloud-paths.ts";
import { type CloudSession, STATUS } from "./cloud-session.ts";
import { Refused } from "./refused.ts";
import type { SessionShelf } from "./session-shelf.ts";
import type { TencentCloudOptions } from "./tencent-cloud-options.ts";

/** Seconds between two changes of the picture. */
const UPDATE_INTERVAL = 5;

/** Everything that may be asked about sessions by HTTP. */
export class SessionDesk {
	readonly #options: Required<TencentCloudOptions>;
	readonly #shelf: SessionShelf;
	/** When each session's picture was changed last. */
	readonly #updates = new Map<string, number>();

	constructor(options: Required<TencentCloudOptions>, shelf: SessionShelf) {
		this.#options = options;
		this.#shelf = shelf;
	}

	/** `Payload` of the answer. @throws {Refused} */
	async perform(operation: TencentCloudOperation, payload: Fields): Promise<Fields> {
		const { projectId, asset } = this.#options;
		switch (operation) {
			case "createsession":
				if (payload.VirtualmanProjectId !== projectId)
					throw new Refused(100007, "VirtualmanProjectId does not exist");
				return this.#created(await this.#shelf.create(payload));
			case "createsessionbyasset":
				if (asset === "" || payload.AssetVirtualmanKey !== asset)
					throw new Refused(100001, "AssetVirtualmanKey does not exist");
				return this.#created(await this.#shelf.create(payload));
			case "statsession":
				return this.#stat(this.#shelf.find(payload));
			case "startsession":
				return this.#start(this.#shelf.findOpen(payload));
			case "closesession":
				this.#shelf.close(this.#shelf.findOpen(payload));
				return {};
			case "listsessionofprojectid":
			case "listsessionofassetvk":
			case "listsessionofuin":
				return { Sessions: this.#shelf.open.map((session) => this.#listed(session)) };
			case "updatesessionconfig":
				return this.#update(this.#shelf.findOpen(payload), payload);
			case "gettrtcsign":
				this.#shelf.findOpen(payload);
				if (typeof payload.RoomId !== "string") throw new Refused(100001, "RoomId must be a string");
				return { UserSig: "stand-in-user-sig", PrivateMapKey: "stand-in-map-key" };
			case "command":
				return this.#command(this.#shelf.findOpen(payload), payload);
		}
	}

	#created({ id, status, address }: CloudSession): Fields {
		const ready = status === STATUS.live && address !== "";
		return { SessionId: id, SessionStatus: status, ...(ready ? { PlayStreamAddr: address } : {}) };
	}

	#stat(session: CloudSession): Fields {
		session.looks += 1;
		if (session.status === STATUS.preparing && session.looks >= this.#options.preparation)
			session.status = STATUS.live;
		return {
			SessionStatus: session.status,
			...(session.status === STATUS.live ? { PlayStreamAddr: session.address } : {}),
			SpeakStatus: session.speakStatus,
			IsSessionStarted: session.isStarted,
			ErrorCode: session.errorCode,
			ErrorMessage: session.errorMessage,
		};
	}

	#start(session: CloudSession): Fields {
		if (session.status !== STATUS.live) throw new Refused(110014, "the session is not ready");
		session.isStarted = true;
		this.#shelf.touch(session);
		return {};
	}

	#update(session: CloudSession, payload: Fields): Fields {
		const now = this.#options.now();
		const before = this.#updates.get(session.id) ?? Number.NEGATIVE_INFINITY;
		if (now - before < UPDATE_INTERVAL)
			throw new Refused(100012, `one request every ${UPDATE_INTERVAL} seconds`);
		const space = fieldsOf(payload.SpaceParam);
		for (const name of ["ImagePosition", "ImagePositionVertical", "ImageZoom"])
			if (payload.SpaceParam !== undefined && typeof space[name] !== "number")
				throw new Refused(100001, `SpaceParam.${name} is required`);
		this.#updates.set(session.id, now);
		return {};
	}

	#command(session: CloudSession, payload: Fields): Fields {
		if (payload.Command !== "SEND_TEXT") throw new Refused(100001, "Command must be SEND_TEXT");
		if (!session.isStarted) throw new Refused(110016, "the session has not been started");
		session.drive({ id: String(payload.ReqId ?? ""), command: "SEND_TEXT", data: fieldsOf(payload.Data) });
		return {};
	}

	#listed(session: CloudSession): Fields {
		return {
			UserId: session.userId,
			SessionId: session.id,
			SessionStatus: session.status,
			PlayStreamAddr: session.address,
			// The tables say String, the samples print a number.
			DriverType: this.#options.strict ? String(session.driverType) : session.driverType,
			IsSessionStarted: session.isStarted,
		};
	}
}
