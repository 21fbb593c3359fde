import type { Object3D, WebGLRenderer } from "three";
import { type GLTF, GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import type { AvatarMapping } from "../lipsync/resolver/avatar-mapping.ts";
import { AssetError } from "../protocol/errors.ts";
import type { Avatar } from "./avatar.ts";
import { attachDecoders } from "./decoders.ts";
import { disposeObject } from "./dispose-object.ts";
import { fetchModel, type ProgressListener, tooLarge } from "./fetch-model.ts";
import { inspectGltf } from "./inspect-gltf.ts";
import { MorphAvatar } from "./morph-avatar.ts";
import { meshesOf } from "./morph-targets.ts";

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
	const { extensions, externalBytes } = inspectGltf(bytes, url);
	if (externalBytes > maxBytes) throw tooLarge(url, externalBytes, maxBytes);

	const isVrm = extensions.has("VRM") || extensions.has("VRMC_vrm");
	const vrmModules = isVrm
		? await Promise.all([import("@pixiv/three-vrm"), import("./vrm-avatar.ts")])
		: undefined;
	const loader = new GLTFLoader();
	if (vrmModules !== undefined) {
		const [{ VRMLoaderPlugin }] = vrmModules;
		loader.register((parser) => new VRMLoaderPlugin(parser));
	}
	const releaseDecoders = await attachDecoders(loader, extensions, options.renderer);
	const gltf = await parse(loader, bytes, url).finally(releaseDecoders);
	const root: Object3D = gltf.scene;
	try {
		signal?.throwIfAborted();
		if (meshesOf(root).length === 0) throw new AssetError(url, `${url} has no meshes in its scene`);
		const made = { name: fileName(url), ...(options.mapping ? { mapping: options.mapping } : {}) };
		const vrm: unknown = gltf.userData.vrm;
		if (vrmModules !== undefined && vrm !== undefined && vrm !== null) {
			return new vrmModules[1].VrmAvatar(vrm as never, made);
		}
		return new MorphAvatar(root, made);
	} catch (error) {
		disposeObject(root);
		throw error;
	}
}

async function parse(loader: GLTFLoader, bytes: ArrayBuffer, url: string): Promise<GLTF> {
	try {
		return await loader.parseAsync(bytes, url.slice(0, url.lastIndexOf("/") + 1));
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new AssetError(url, `${url} cannot be read: ${reason}`, { cause });
	}
}

const fileName = (url: string): string => url.slice(url.lastIndexOf("/") + 1).replace(/[?#].*$/, "") || url;
