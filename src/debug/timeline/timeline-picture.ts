import { FONT } from "./paint.ts";
import type { TimelineView } from "./timeline-view.ts";

/** Room for the lanes' names. CSS pixels. */
const NAMES_WIDTH = 170;

/** Draws the timeline as it stands, its lanes with their names, into a PNG. Main thread. */
export function timelinePicture(timeline: TimelineView): Promise<Blob> {
	const { ruler, lanes, scroll } = timeline.elements;
	const { rows, palette } = timeline.canvas;
	const ratio = lanes.width / Math.max(1, lanes.clientWidth);
	const canvas = new OffscreenCanvas(lanes.width + NAMES_WIDTH * ratio, ruler.height + lanes.height);
	const context = canvas.getContext("2d");
	if (context === null) throw new Error("The browser gives no canvas to draw the picture on.");
	context.fillStyle = palette.ground;
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.drawImage(ruler, NAMES_WIDTH * ratio, 0);
	context.drawImage(lanes, NAMES_WIDTH * ratio, ruler.height);
	context.setTransform(ratio, 0, 0, ratio, 0, ruler.height);
	context.beginPath();
	context.rect(0, 0, NAMES_WIDTH, lanes.height / ratio);
	context.clip();
	context.font = FONT;
	context.textBaseline = "middle";
	for (const { lane, top, height } of rows) {
		if (lane === undefined) continue;
		context.fillStyle = palette.text;
		context.fillText(lane.label, 8, top - scroll.scrollTop + height / 2);
	}
	return canvas.convertToBlob({ type: "image/png" });
}
