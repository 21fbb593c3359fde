import type { FromFrameEye, ToFrameEye } from "../src/compare/watch/frame-eye-messages.ts";
import { FrameReader } from "../src/compare/watch/frame-reader.ts";

/** Shell: frames in, the brightness of their cells out. */
const reader = new FrameReader((message: FromFrameEye) =>
	postMessage(message, [message.cells.buffer] as never),
);

addEventListener("message", ({ data }: MessageEvent<ToFrameEye>) => reader.handle(data));
