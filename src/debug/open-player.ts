import { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { PlayerEvent } from "../runtime/player-events.ts";
import { element } from "./panel/dom.ts";

const AVATAR = "avatars/mira.vrm";
const LIGHT_AVATAR = "avatars/mira-light.vrm";

/** Address of the model that is shown unless the page's address names another. */
export function defaultAvatar(): string {
	const named = new URL(location.href).searchParams.get("avatar");
	return new URL(named ?? AVATAR, location.href).href;
}

/** The face beside the timeline: the avatar that the address names, else the default one. Main thread. */
export function openPlayer(
	named: string | null,
	onEvent: (event: PlayerEvent) => void,
): Promise<AvatarPlayer> {
	const absolute = (relative: string) => new URL(relative, location.href).href;
	return AvatarPlayer.open({
		canvas: element("canvas", HTMLCanvasElement),
		avatar: defaultAvatar(),
		...(named === null ? { lightAvatar: absolute(LIGHT_AVATAR) } : {}),
		framing: "head",
		onEvent,
	});
}
