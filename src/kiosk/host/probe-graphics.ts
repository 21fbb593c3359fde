import { isSoftwareRenderer } from "../../util/software-renderer.ts";
import type { KioskQuality } from "../model/quality-ladder.ts";

/** What draws here. */
export interface Graphics {
	/** As WebGL calls it; `undefined` if there is no WebGL 2. */
	readonly name: string | undefined;
	/** No graphics card: every pixel is processor time. */
	readonly isSoftware: boolean;
}

/** Looks what draws here, and lets it go again. Main thread. */
export function probeGraphics(): Graphics {
	const context = document.createElement("canvas").getContext("webgl2");
	if (context === null) return { name: undefined, isSoftware: true };
	const names = context.getExtension("WEBGL_debug_renderer_info");
	const name = String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
	context.getExtension("WEBGL_lose_context")?.loseContext();
	return { name, isSoftware: isSoftwareRenderer(name) };
}

/** What that is good for, at first sight; the watch over the frames corrects it. */
export function bestQuality({ name, isSoftware }: Graphics): KioskQuality {
	if (name === undefined) return "sprite";
	return isSoftware ? "low" : "high";
}
