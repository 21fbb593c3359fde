/** Main thread → the eye's worker. */
export type ToFrameEye =
	/** Frames of a track, as they come; transferred. Those before are looked at no more. */
	| { readonly type: "track"; readonly frames: ReadableStream<VideoFrame> }
	/** A port from which pictures come (`StagePicture`); transferred. */
	| { readonly type: "pictures"; readonly port: MessagePort }
	/** One frame, transferred; `time` is when it is shown, seconds since 1970 on the clock that all threads share. */
	| { readonly type: "frame"; readonly frame: VideoFrame; readonly time: number }
	/** Pixels are read only while somebody measures. */
	| { readonly type: "measure"; readonly on: boolean };

/** The eye's worker → main thread: the cells of a frame. */
export interface FromFrameEye {
	/** When it is shown; of a track's frame, when it came. Seconds since 1970 on the same clock. */
	readonly time: number;
	readonly ofTrack: boolean;
	readonly cells: Float32Array;
}
