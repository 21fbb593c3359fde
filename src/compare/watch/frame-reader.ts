import { absoluteTime } from "../../runtime/absolute-time.ts";
import type { PictureSeen, StagePicture } from "../../runtime/stage-host-messages.ts";
import { typedPort } from "../../util/typed-port.ts";
import { unreachable } from "../../util/unreachable.ts";
import { type LumaPlane, lumaCells, RULER_GRID } from "../ruler/luma-cells.ts";
import { FrameClock } from "./frame-clock.ts";
import type { FromFrameEye, ToFrameEye } from "./frame-eye-messages.ts";

/** Frames that may be on their way from the graphics card at once; more are left out. */
const MOST_UNDER_WAY = 6;

/** Reads the brightness of frames, beside the main thread: a read may wait for the graphics card. Any thread. */
export class FrameReader {
	readonly #tell: (message: FromFrameEye) => void;
	#isMeasuring = false;
	#reader: ReadableStreamDefaultReader<VideoFrame> | undefined;
	#underWay = 0;
	/** Answers that a stage gets when somebody measures again: without them it hands no pictures over. */
	readonly #owed: (() => void)[] = [];

	constructor(tell: (message: FromFrameEye) => void) {
		this.#tell = tell;
	}

	handle(message: ToFrameEye): void {
		switch (message.type) {
			case "track":
				void this.#follow(message.frames);
				return;
			case "pictures":
				this.#watch(message.port);
				return;
			case "frame":
				void this.#read(message.frame, message.time, false);
				return;
			case "measure":
				this.#measure(message.on);
				return;
			default:
				unreachable(message);
		}
	}

	#measure(on: boolean): void {
		this.#isMeasuring = on;
		if (on) for (const answer of this.#owed.splice(0)) answer();
	}

	#watch(pictures: MessagePort): void {
		const port = typedPort<PictureSeen, StagePicture>(pictures);
		const answer = () => port.post("seen");
		port.listen(async ({ picture, presentationTime }) => {
			await this.#read(picture, presentationTime, false);
			if (this.#isMeasuring) answer();
			else this.#owed.push(answer);
		});
	}

	async #follow(frames: ReadableStream<VideoFrame>): Promise<void> {
		void this.#reader?.cancel();
		const reader = frames.getReader();
		this.#reader = reader;
		const clock = new FrameClock();
		for (;;) {
			const { value, done } = await reader.read();
			if (done) return;
			const arrival = absoluteTime(performance.now());
			void this.#read(value, clock.cameAt(value.timestamp / 1e6, arrival), true);
		}
	}

	/** The frame is closed in any case: a stream has few of them. */
	async #read(frame: VideoFrame, time: number, ofTrack: boolean): Promise<void> {
		if (!this.#isMeasuring || this.#underWay >= MOST_UNDER_WAY) return frame.close();
		this.#underWay++;
		try {
			const cells = new Float32Array(RULER_GRID.columns * RULER_GRID.rows);
			const plane = planeOf(frame);
			if (plane === undefined) readByCanvas(frame, cells);
			else {
				const bytes = new Uint8Array(frame.allocationSize());
				const [layout] = await frame.copyTo(bytes);
				const { offset, stride } = layout ?? { offset: 0, stride: 0 };
				lumaCells(bytes, { ...plane, stride, offset: plane.offset + offset }, RULER_GRID, cells);
			}
			this.#tell({ time, ofTrack, cells });
		} catch {
			// A frame that cannot be read is one frame less; without any, the watch says that there is no picture.
		} finally {
			frame.close();
			this.#underWay--;
		}
	}
}

/** Where a frame keeps its brightness: the first plane, or the green of its pixels; `undefined` if it does not say. */
function planeOf({ format, visibleRect }: VideoFrame): LumaPlane | undefined {
	if (format === null || visibleRect === null) return undefined;
	const { width, height } = visibleRect;
	if (/^(I4|NV)/.test(format)) return { width, height, stride: 0, step: 1, offset: 0 };
	if (/^(RGB|BGR)[AX]$/.test(format)) return { width, height, stride: 0, step: 4, offset: 1 };
	return undefined;
}

let canvas: OffscreenCanvasRenderingContext2D | null | undefined;

/** The slow way, for frames in a form of their own. */
function readByCanvas(frame: VideoFrame, cells: Float32Array): void {
	const [width, height] = [4 * RULER_GRID.columns, 4 * RULER_GRID.rows];
	canvas ??= new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
	if (canvas === null) throw new TypeError("There is no 2D canvas.");
	canvas.drawImage(frame, 0, 0, width, height);
	const { data } = canvas.getImageData(0, 0, width, height);
	lumaCells(data, { width, height, stride: 4 * width, step: 4, offset: 1 }, RULER_GRID, cells);
}
