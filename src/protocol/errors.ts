/** They sent nonsense: `path` says where in the message, `reason` what was expected and what came. */
export class WireError extends Error {
	override readonly name = "WireError";
	readonly path: string;
	readonly reason: string;

	constructor(path: string, reason: string, options?: ErrorOptions) {
		super(`${path}: ${reason}`, options);
		this.path = path;
		this.reason = reason;
	}
}

/** Why a connection could not be made or kept. */
export type ConnectionFailure = "network" | "auth" | "closed" | "timeout" | "worker";

/** The conversation has no connection. */
export class ConnectionError extends Error {
	override readonly name = "ConnectionError";
	readonly reason: ConnectionFailure;

	constructor(reason: ConnectionFailure, message: string, options?: ErrorOptions) {
		super(message, options);
		this.reason = reason;
	}
}

/** A model, clip or recording that would not load: `url` names it. */
export class AssetError extends Error {
	override readonly name = "AssetError";
	readonly url: string;

	constructor(url: string, message: string, options?: ErrorOptions) {
		super(message, options);
		this.url = url;
	}
}
