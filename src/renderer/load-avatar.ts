import type { WebGLRenderer } from "three";
import type { AvatarMapping } from "../lipsync/resolver/avatar-mapping.ts";
import { AssetError } from "../protocol/errors.ts";
import type { Avatar } from "./avatar.ts";
import { disposeObject } from "./dispose-object.ts";
import { fetchModel, type ProgressListener, tooLarge } from "./fetch-model.ts";
import { inspectGltf } from "./inspect-gltf.ts";
import { meshesOf } from "./morph-targets.ts";
import { parseModel } from "./parse-model.ts";

export interface LoadAvatarOptions {
	readonly signal?: AbortSignal;
	/** Called for each piece of the download. */
	readonly onProgress?: ProgressListener;
	/** Overrides the naming tables; see `parseAvatarMapping`. */
	readonly mapping?: AvatarMapping;
	/** Larger files are refused before they are downloaded; default {@link MAX_MODEL_BYTES}. */
	readonly maxBytes?: number;
	/** What to call a model that came as bytes; default "model". */
	readonly name?: string;
	/** Needed for KTX2 textures only: tells what the graphics card takes. `Stage.load` gives its own. */
	readonly renderer?: WebGLRenderer;
}

/** No avatar for the web is larger, and a phone's tab dies of less. */
export const MAX_MODEL_BYTES = 300e6;

/**
 * Loads a glTF, GLB or VRM (0.x, 1.0), on the main thread or in a worker (there, give an absolute URL).
 * The caller owns the avatar and disposes it.
 * @throws AssetError if it cannot be had, read or drawn; an abort rejects with the signal's reason
 */
export async function loadAvatar(
	source: string | ArrayBuffer,
	options: LoadAvatarOptions = {},
): Promise<Avatar> {
	const { signal, onProgress, maxBytes = MAX_MODEL_BYTES } = options;
	const url = typeof source === "string" ? source : (options.name ?? "model");
	const limits = { maxBytes, ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) };
	const bytes = typeof source === "string" ? await fetchModel(source, limits) : source;
	if (bytes.byteLength > maxBytes) throw tooLarge(url, bytes.byteLength, maxBytes);
	const facts = inspectGltf(bytes, url);
	if (facts.externalBytes > maxBytes) throw tooLarge(url, facts.externalBytes, maxBytes);
	const { root, vrm, notes } = await parseModel(bytes, url, facts, options.renderer);
	try {
		signal?.throwIfAborted();
		if (meshesOf(root).length === 0) throw new AssetError(url, `${url} has no meshes in its scene`);
		const made = { name: fileName(url), notes, ...(options.mapping ? { mapping: options.mapping } : {}) };
		if (vrm === undefined) {
			const { MorphAvatar } = await import("./morph-avatar.ts");
			return new MorphAvatar(root, made);
		}
		const { VrmAvatar } = await import("./vrm-avatar.ts");
		return new VrmAvatar(vrm, made);
	} catch (error) {
		disposeObject(root);
		throw error;
	}
}

const fileName = (url: string): string => url.slice(url.lastIndexOf("/") + 1).replace(/[?#].*$/, "") || url;
