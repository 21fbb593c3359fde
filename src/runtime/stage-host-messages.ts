import type { AvatarMapping } from "../lipsync/resolver/avatar-mapping.ts";
import type { CoverageCard } from "../lipsync/resolver/coverage-card.ts";
import type { ActionMap } from "../motion/action-map.ts";
import type { Mood } from "../motion/mood.ts";
import type { ClockReading } from "../protocol/stage-messages.ts";
import type { AvatarLicence } from "../renderer/avatar-licence.ts";
import type { Framing } from "../renderer/framing.ts";
import type { QualityName } from "../renderer/quality.ts";
import type { Seconds } from "../util/time.ts";

/** Size of the canvas in CSS pixels, and device pixels per CSS pixel. */
export interface StageSize {
	readonly width: number;
	readonly height: number;
	readonly pixelRatio: number;
}

/** What the stage begins with. */
export interface StageStart {
	readonly size: StageSize;
	/** "auto" is high with a graphics card and low without. */
	readonly quality: QualityName | "auto";
	/** Whether slow frames lower it later. */
	readonly adaptive: boolean;
	/** Draws with the graphics context that the sharing stages of its thread have in common. */
	readonly shared: boolean;
}

/** Main thread → stage worker: a new stage. Canvas and port are transferred; the port carries {@link HostToStage}. */
export interface ToStageWorker {
	readonly canvas: OffscreenCanvas;
	readonly port: MessagePort;
	readonly start: StageStart;
}

/** Main thread → stage, wherever it runs. */
export type HostToStage =
	/** The stage's end of the port from the session worker (`SessionToStage`). Transferred. */
	| { readonly type: "session"; readonly port: MessagePort }
	/** The stage's end of a port from the playout worklet (`FromPlayout`). Transferred. */
	| { readonly type: "playout"; readonly port: MessagePort }
	| ({ readonly type: "resize" } & StageSize)
	/**
	 * Whether anybody can see the canvas: nothing is drawn while not. Whether the page itself is hidden, as a tab behind
	 * another: nothing is moved then, either, while a canvas out of sight may still be traced.
	 */
	| { readonly type: "visible"; readonly visible: boolean; readonly pageHidden: boolean }
	/**
	 * Loads a model; `url` is absolute, and only a name if `bytes` are given. `light` is loaded instead where the quality
	 * is low. The avatar before stays until the new one is there.
	 */
	| { readonly type: "avatar"; readonly url: string; readonly bytes?: ArrayBuffer; readonly light?: string }
	/** What the user knows better than the naming tables, for models that are loaded from now on. */
	| { readonly type: "mapping"; readonly mapping: AvatarMapping }
	| { readonly type: "framing"; readonly framing: Framing }
	| { readonly type: "mood"; readonly mood: Mood }
	/** By how much the sound is heard later than the browser thinks (Bluetooth); the face waits for it. */
	| { readonly type: "trim"; readonly trim: Seconds }
	/** Names of actions beside the built-in ones, as `parseActionMap` gives them. */
	| { readonly type: "action-names"; readonly map: ActionMap }
	/**
	 * Loads a VRM animation as the action of that name; `url` is absolute, and only a name if `bytes` are given
	 * (transferred). The one of that name before stays until the new one is there.
	 */
	| {
			readonly type: "action-file";
			readonly name: string;
			readonly url: string;
			readonly bytes?: ArrayBuffer;
	  }
	/** The viewer prefers less motion: mouth and expressions stay, the rest stops. */
	| { readonly type: "reduced-motion"; readonly reduced: boolean }
	/** Where the viewer points, −1 … 1 from left to right and from bottom to top; `undefined` looks at the viewer again. */
	| { readonly type: "pointer"; readonly point: { readonly x: number; readonly y: number } | undefined }
	/** Shows exactly these 52 weights instead of what the session says; `undefined` lets the session speak again. */
	| { readonly type: "pose"; readonly weights: Float32Array | undefined }
	/** Time constant of the mouth in seconds, 0 for none; and a factor on expressions, 1 for none. */
	| { readonly type: "face-tuning"; readonly smoothing: number; readonly expressionStrength: number }
	/** Starts or stops sending every drawn frame's {@link FrameTrace}. */
	| { readonly type: "trace"; readonly on: boolean }
	/** Hands what is drawn to this port ({@link StagePicture}), in the place of the one before. Transferred. */
	| { readonly type: "pictures"; readonly port: MessagePort }
	/** Draws in this quality from now on; slow frames may lower it later. */
	| { readonly type: "quality"; readonly quality: QualityName }
	/**
	 * Draws at most so many frames a second; `undefined` as many as the display has. With `changesOnly` a frame that nobody
	 * would tell from the one before is left out.
	 */
	| {
			readonly type: "frame-limit";
			readonly framesPerSecond: number | undefined;
			readonly changesOnly: boolean;
	  }
	/** The last message: frees everything. */
	| { readonly type: "dispose" }
	| ClockReading;

/** One frame as drawn, for tests and the debug view. */
export interface FrameTrace {
	/** Start of the animation frame: seconds on `performance.now()` plus `performance.timeOrigin`. */
	readonly frameTime: Seconds;
	/** When the stage expects the frame to be seen, same clock. */
	readonly presentationTime: Seconds;
	readonly utterance: number;
	/** Presentation time that the face was sampled at; `undefined` while nothing is playing. */
	readonly mediaTime: Seconds | undefined;
	/** Face minus sound of the frame before, as it was seen: positive shows the face early. `undefined` while silent. */
	readonly offset: Seconds | undefined;
	/** Median display interval. */
	readonly interval: Seconds;
	/** Time spent in the stage's own code, drawing excluded. */
	readonly cost: Seconds;
	/** Weights as applied, in the order of `BLENDSHAPES`. */
	readonly weights: Float32Array;
}

/** Stage → whoever looks at its pictures; each is answered by a {@link PictureSeen}. */
export interface StagePicture {
	/** Transferred; the receiver closes it. */
	readonly picture: VideoFrame;
	/** When the stage expects it to be seen: seconds on `performance.now()` plus `performance.timeOrigin`. */
	readonly presentationTime: Seconds;
}

/** Whoever looks at the stage's pictures → stage: one has been dealt with, the next may come. */
export type PictureSeen = "seen";

/** What the stage measures about itself over the last reporting interval. */
export interface StageStats {
	readonly framesPerSecond: number;
	/** Frames that came more than half a display interval late. */
	readonly lateFrames: number;
	/** Face minus sound at the moment the frame was seen: positive shows the face early. `undefined` while silent. */
	readonly offset: Seconds | undefined;
	/** Time spent in the stage's own code per frame, drawing excluded. */
	readonly frameCost: Seconds;
	readonly quality: QualityName;
	/** Expressions and actions that were asked for and that no table knows. */
	readonly unknownCues: readonly string[];
	/** Weights outside 0 … 1 or not finite since the start. */
	readonly badWeights: number;
}

/** Stage → main thread. */
export type StageToHost =
	| { readonly type: "progress"; readonly loaded: number; readonly total: number | undefined }
	| {
			readonly type: "avatar";
			readonly url: string;
			readonly coverage: CoverageCard;
			/** What a VRM's author permits. */
			readonly licence: AvatarLicence | undefined;
	  }
	/** Pictures of a face stand in for a model; `url` names them. */
	| { readonly type: "drawn-flat"; readonly url: string }
	| { readonly type: "problem"; readonly url: string; readonly message: string }
	| { readonly type: "context"; readonly lost: boolean }
	/** An action begins; `name` is the driver's. */
	| { readonly type: "action"; readonly name: string }
	/** The stage cannot draw at all; sound and captions go on. */
	| { readonly type: "failed"; readonly message: string }
	| { readonly type: "stats"; readonly stats: StageStats }
	| { readonly type: "trace"; readonly trace: FrameTrace };
