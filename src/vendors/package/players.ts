// Entry `facewire/vendors/players`: each stream's own player is loaded with its first stream.
export type { Player, PlayerFactory, PlayerState, PlayerStats } from "../player.ts";
export { type PlayerOptions, playerFactory } from "../players/open-player.ts";
export type { XrtcPlayer } from "../players/xrtc.ts";
