/** What the page's address asks for. */
export interface PageOptions {
	/** Model to show: `?avatar=URL`, relative to the page. */
	readonly avatar: string;
	/** Recording to play instead of talking to a gateway: `?replay=URL`. */
	readonly replay: string | undefined;
	/** Where the stage runs: `?stage=worker|main`; chosen by the browser's abilities if absent. */
	readonly stage: "worker" | "main" | undefined;
	/** Model for browsers without a graphics card; only beside the default avatar. */
	readonly lightAvatar: string | undefined;
	/** File that says what the model's shapes and bones are called: `?mapping=URL`. */
	readonly mapping: string | undefined;
	/** How much work a picture may be: `?quality=high|medium|low|minimal`; by the graphics card if absent. */
	readonly quality: "high" | "medium" | "low" | "minimal" | undefined;
	readonly framing: "head" | "bust" | "half";
	/** How messages travel: `?wire=json` as the vendor wrote them, else in the compact form where both ends can. */
	readonly wire: "compact" | "json";
}

const DEFAULT_AVATAR = "avatars/mira.vrm";
const LIGHT_AVATAR = "avatars/mira-light.vrm";

const oneOf = <T extends string>(value: string | null, allowed: readonly T[]): T | undefined =>
	allowed.find((candidate) => candidate === value);

/** Reads the page's address; unknown values fall back to the defaults. */
export function pageOptions(address: URL): PageOptions {
	const { searchParams } = address;
	const absolute = (relative: string) => new URL(relative, address).href;
	const replay = searchParams.get("replay");
	const mapping = searchParams.get("mapping");
	return {
		avatar: absolute(searchParams.get("avatar") ?? DEFAULT_AVATAR),
		lightAvatar: searchParams.has("avatar") ? undefined : absolute(LIGHT_AVATAR),
		quality: oneOf(searchParams.get("quality"), ["high", "medium", "low", "minimal"]),
		mapping: mapping === null ? undefined : absolute(mapping),
		replay: replay === null ? undefined : absolute(replay),
		stage: oneOf(searchParams.get("stage"), ["worker", "main"]),
		framing: oneOf(searchParams.get("framing"), ["head", "bust", "half"]) ?? "bust",
		wire: oneOf(searchParams.get("wire"), ["compact", "json"]) ?? "compact",
	};
}
