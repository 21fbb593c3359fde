/** What the page's address asks for. */
export interface PageOptions {
	/** Model to show: `?avatar=URL`, relative to the page. */
	readonly avatar: string;
	/** Recording to play instead of talking to a gateway: `?replay=URL`. */
	readonly replay: string | undefined;
	/** Where the stage runs: `?stage=worker|main`; chosen by the browser's abilities if absent. */
	readonly stage: "worker" | "main" | undefined;
	readonly framing: "head" | "bust" | "half";
}

const DEFAULT_AVATAR = "avatars/mira.vrm";

const oneOf = <T extends string>(value: string | null, allowed: readonly T[]): T | undefined =>
	allowed.find((candidate) => candidate === value);

/** Reads the page's address; unknown values fall back to the defaults. */
export function pageOptions(address: URL): PageOptions {
	const { searchParams } = address;
	const absolute = (relative: string) => new URL(relative, address).href;
	const replay = searchParams.get("replay");
	return {
		avatar: absolute(searchParams.get("avatar") ?? DEFAULT_AVATAR),
		replay: replay === null ? undefined : absolute(replay),
		stage: oneOf(searchParams.get("stage"), ["worker", "main"]),
		framing: oneOf(searchParams.get("framing"), ["head", "bust", "half"]) ?? "bust",
	};
}
