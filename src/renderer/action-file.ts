import type { VRM } from "@pixiv/three-vrm";
import type { FittedAction } from "./fitted-action.ts";

/** An action as read from a file, for any body. Holds no graphics memory, so there is nothing to dispose. */
export interface ActionFile {
	/** Seconds. */
	readonly duration: number;
	/** The same motion on the bones of one VRM. */
	fit(vrm: VRM): FittedAction;
}
