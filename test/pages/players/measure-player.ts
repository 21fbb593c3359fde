import type { Player, PlayerStats } from "../../../src/vendors/player.ts";

type Pixel = readonly number[];

/** What was seen and heard of a stream. */
export interface Seen {
	readonly kind: string;
	readonly state: string;
	readonly reason: string;
	readonly stats: PlayerStats;
	/** Seconds that the picture went on. */
	readonly advanced: number;
	/** Root mean square of the loudest tenth of a second. */
	readonly loudness: number;
	/** How often the mouth's pixels changed much. */
	readonly mouthMoves: number;
	readonly canvas: { width: number; height: number; corner: Pixel; cheek: Pixel } | null;
}

/** Brightness of the mouth's middle. */
function mouthOf(video: HTMLVideoElement, canvas: OffscreenCanvas): number {
	const context = canvas.getContext("2d", { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
	// The stand-ins' face fills what is 4:5 of the picture's middle.
	const height = Math.min(video.videoHeight, video.videoWidth / 0.8);
	const [left, top] = [(video.videoWidth - 0.8 * height) / 2, (video.videoHeight - height) / 2];
	context.drawImage(video, left, top, 0.8 * height, height, 0, 0, 160, 200);
	const { data } = context.getImageData(72, 128, 16, 8);
	let sum = 0;
	for (let i = 0; i < data.length; i += 4) sum += data[i] ?? 0;
	return sum / (data.length / 4);
}

function pixelsOf(canvas: HTMLCanvasElement): Seen["canvas"] {
	const copy = new OffscreenCanvas(canvas.width, canvas.height);
	const context = copy.getContext("2d") as OffscreenCanvasRenderingContext2D;
	context.drawImage(canvas, 0, 0);
	const at = (x: number, y: number): Pixel => [
		...context.getImageData(x * canvas.width, y * canvas.height, 1, 1).data,
	];
	return { width: canvas.width, height: canvas.height, corner: at(0.03, 0.03), cheek: at(0.36, 0.55) };
}

/** Watches and listens to a player in `host` until `isOver` says so, or it fails. */
export async function measurePlayer(player: Player, host: HTMLElement, isOver: () => boolean): Promise<Seen> {
	const video = host.querySelector("video") as HTMLVideoElement;
	const context = new AudioContext();
	const analyser = new AnalyserNode(context, { fftSize: 4096 });
	let isHeard = false;
	const block = new Float32Array(analyser.fftSize);
	const copy = new OffscreenCanvas(160, 200);
	const start = video.currentTime;
	let [loudness, mouthMoves, mouth] = [0, 0, 0];
	let canvas: Seen["canvas"] = null;
	await player.stats();
	while (!isOver() && player.state.value.type !== "failed") {
		await new Promise(requestAnimationFrame);
		// A captured stream may get its sound after its picture.
		if (!isHeard && player.audio && player.audio.getAudioTracks().length > 0) {
			context.createMediaStreamSource(player.audio).connect(analyser);
			isHeard = true;
		}
		analyser.getFloatTimeDomainData(block);
		loudness = Math.max(loudness, Math.sqrt(block.reduce((sum, x) => sum + x * x, 0) / block.length));
		const now = mouthOf(video, copy);
		if (Math.abs(now - mouth) > 12) {
			mouthMoves++;
			mouth = now;
		}
		const unpacked = host.querySelector("canvas");
		if (unpacked) canvas = pixelsOf(unpacked);
	}
	const state = player.state.value;
	const seen = {
		kind: player.kind,
		state: state.type,
		reason: state.type === "failed" ? state.reason : "",
		stats: await player.stats(),
		advanced: video.currentTime - start,
		loudness,
		mouthMoves,
		canvas,
	};
	await context.close();
	return seen;
}
