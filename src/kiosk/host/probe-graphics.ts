import type { KioskQuality } from "../model/quality-ladder.ts";

/** Renderers that compute every pixel on the processor. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** What the graphics of this machine are good for, at first sight; the watch over the frames corrects it. */
export function bestQuality(): KioskQuality {
	const context = document.createElement("canvas").getContext("webgl2");
	if (context === null) return "sprite";
	const names = context.getExtension("WEBGL_debug_renderer_info");
	const name = String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
	context.getExtension("WEBGL_lose_context")?.loseContext();
	return SOFTWARE.test(name) ? "low" : "high";
}
