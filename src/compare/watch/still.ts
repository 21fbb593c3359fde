/** Longer side of a still, pixels. */
const LONGEST = 320;

/** Behind see-through pictures: a JPEG would be black there. */
const GROUND = "#cfd6e0";

/** What `source` shows now, as the data: URL of a JPEG of at most {@link LONGEST} pixels; nothing before there is a picture. */
export function stillOf(source: HTMLVideoElement | HTMLCanvasElement): string | undefined {
	const isVideo = source instanceof HTMLVideoElement;
	const [width, height] = isVideo ? [source.videoWidth, source.videoHeight] : [source.width, source.height];
	if (width === 0 || height === 0) return undefined;
	const scale = Math.min(1, LONGEST / Math.max(width, height));
	const copy = document.createElement("canvas");
	copy.width = Math.round(width * scale);
	copy.height = Math.round(height * scale);
	const context = copy.getContext("2d");
	if (context === null) return undefined;
	context.fillStyle = GROUND;
	context.fillRect(0, 0, copy.width, copy.height);
	context.drawImage(source, 0, 0, copy.width, copy.height);
	return copy.toDataURL("image/jpeg", 0.82);
}
