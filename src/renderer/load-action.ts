import type { VRMAnimation } from "@pixiv/three-vrm-animation";
import type { KeyframeTrack } from "three";
import { AssetError } from "../protocol/errors.ts";
import type { ActionFile } from "./action-file.ts";
import { disposeObject } from "./dispose-object.ts";
import { fetchModel, tooLarge } from "./fetch-model.ts";
import { inspectVrma } from "./inspect-gltf.ts";
import type { WholeLoader } from "./whole-three.ts";

export interface LoadActionOptions {
	readonly signal?: AbortSignal;
	/** What to call a file that came as bytes; default "action". */
	readonly name?: string;
}

/** A minute of a whole body with all fingers, sixty keys a second, is a quarter of this. */
const MAX_ACTION_BYTES = 16e6;

/** Hips that rest lower than this are not those of somebody who stands: there is nothing to scale their way by. Metres. */
const LOWEST_HIPS = 1e-3;

/**
 * Loads a VRM animation, on the main thread or in a worker (there, give an absolute URL). The first animation of the
 * file counts. Its reader is loaded with the first file.
 * @throws AssetError if it cannot be had, read or played; an abort rejects with the signal's reason
 */
export async function loadAction(
	source: string | ArrayBuffer,
	{ signal, name = "action" }: LoadActionOptions = {},
): Promise<ActionFile> {
	const url = typeof source === "string" ? source : name;
	const limits = { maxBytes: MAX_ACTION_BYTES, ...(signal ? { signal } : {}) };
	const bytes = typeof source === "string" ? await fetchModel(source, limits) : source;
	const { extensions, externalBytes } = inspectVrma(bytes, url);
	const size = bytes.byteLength + externalBytes;
	if (size > MAX_ACTION_BYTES) throw tooLarge(url, size, MAX_ACTION_BYTES);
	const [reader, { FittedAction }, { wholeLoader }] = await Promise.all([
		import("@pixiv/three-vrm-animation"),
		import("./fitted-action.ts"),
		import("./whole-three.ts"),
	]);
	const animation = await parse(bytes, url, async () => {
		const whole = await wholeLoader(extensions);
		whole.loader.register((parser) => new reader.VRMAnimationLoaderPlugin(parser));
		return whole;
	});
	signal?.throwIfAborted();
	check(animation, url);
	return {
		duration: animation.duration,
		fit: ({ humanoid, meta }) =>
			new FittedAction(
				reader.createVRMAnimationHumanoidTracks(animation, humanoid, meta.metaVersion),
				(bone) => humanoid.getNormalizedBoneNode(bone),
			),
	};
}

async function parse(
	bytes: ArrayBuffer,
	url: string,
	open: () => Promise<WholeLoader>,
): Promise<VRMAnimation> {
	try {
		const { loader, release } = await open();
		const folder = url.slice(0, url.lastIndexOf("/") + 1);
		const { scene, userData } = await loader.parseAsync(bytes, folder).finally(release);
		disposeObject(scene);
		const [animation] = (userData.vrmAnimations ?? []) as readonly VRMAnimation[];
		if (animation === undefined) throw new TypeError("its VRM animation is of an unknown version");
		return animation;
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new AssetError(url, `${url} cannot be read: ${reason}`, { cause });
	}
}

/** Refuses what would play as nothing, or as nonsense. */
function check({ duration, humanoidTracks, restHipsPosition }: VRMAnimation, url: string): void {
	const { rotation, translation } = humanoidTracks;
	const refuse = (reason: string) => {
		throw new AssetError(url, `${url} cannot be played: ${reason}`);
	};
	if (rotation.size + translation.size === 0) refuse("it moves no bone of a humanoid");
	if (!(duration > 0 && Number.isFinite(duration))) refuse("it takes no time");
	if (translation.size > 0 && !(restHipsPosition.y > LOWEST_HIPS)) refuse("its hips rest on the ground");
	checkTracks(rotation, 4, refuse);
	checkTracks(translation, 3, refuse);
}

function checkTracks(
	tracks: ReadonlyMap<string, KeyframeTrack>,
	width: number,
	refuse: (reason: string) => void,
): void {
	for (const [bone, { times, values }] of tracks) {
		// A spline's key has two tangents beside its value, and the reader takes them for keys.
		if (values.length !== times.length * width) refuse(`the keys of ${bone} are not linear`);
		if (!values.every(Number.isFinite)) refuse(`a key of ${bone} is not a number`);
	}
}
