import { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { PlayerEvent } from "../runtime/player-events.ts";
import { element } from "./panel/dom.ts";

const AVATAR = "avatars/mira.vrm";
const LIGHT_AVATAR = "avatars/mira-light.vrm";

/** The face beside the timeline: the avatar that the address names, else the default one. Main thread. */
export function openPlayer(
	named: string | null,
	onEvent: (event: PlayerEvent) => void,
): Promise<AvatarPlayer> {
	const absolute = (relative: string) => new URL(relative, location.href).href;
	return AvatarPlayer.open({
		canvas: element("canvas", HTMLCanvasElement),
		avatar: absolute(named ?? AVATAR),
		...(named === null ? { lightAvatar: absolute(LIGHT_AVATAR) } : {}),
		framing: "head",
		onEvent,
	});
}
