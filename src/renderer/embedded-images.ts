import { LinearFilter, LinearMipmapLinearFilter, NearestFilter, RepeatWrapping, Texture } from "three";
import type { GLTFLoaderPlugin, GLTFParser } from "three/examples/jsm/loaders/GLTFLoader.js";

/** glTF's numbers for wrapping and filters (WebGL's own) are three's with other values. */
const WRAPPING: Readonly<Record<number, number>> = { 33071: 1001, 33648: 1002, 10497: RepeatWrapping };
const FILTERS: Readonly<Record<number, number>> = {
	9728: NearestFilter,
	9729: LinearFilter,
	9984: 1004,
	9985: 1007,
	9986: 1005,
	9987: LinearMipmapLinearFilter,
};

interface Sampler {
	readonly magFilter?: number;
	readonly minFilter?: number;
	readonly wrapS?: number;
	readonly wrapT?: number;
}

interface Document {
	readonly textures: readonly {
		readonly source?: number;
		readonly sampler?: number;
		readonly name?: string;
		readonly extensions?: object;
	}[];
	readonly images?: readonly {
		readonly bufferView?: number;
		readonly mimeType?: string;
		readonly name?: string;
	}[];
	readonly samplers?: readonly Sampler[];
}

/**
 * Decodes images that lie inside a model from memory. The loader's own way makes an address of the bytes and fetches it,
 * which a page's policy would have to allow (`connect-src blob:`).
 */
export class EmbeddedImages implements GLTFLoaderPlugin {
	readonly name = "facewire-embedded-images";
	readonly #parser: GLTFParser;

	constructor(parser: GLTFParser) {
		this.#parser = parser;
	}

	/** `null` leaves the texture to the loader: its image is a file, or of a kind that needs a decoder. */
	loadTexture(index: number): Promise<Texture> | null {
		const { textures, images, samplers } = this.#parser.json as Document;
		const texture = textures[index];
		const image = images?.[texture?.source ?? -1];
		if (texture === undefined || texture.extensions !== undefined || image?.bufferView === undefined)
			return null;
		if (typeof createImageBitmap !== "function") return null;
		const sampler = samplers?.[texture.sampler ?? -1] ?? {};
		return this.#decode(
			index,
			image.bufferView,
			image.mimeType ?? "",
			sampler,
			texture.name || image.name || "",
		);
	}

	async #decode(index: number, view: number, type: string, sampler: Sampler, name: string): Promise<Texture> {
		const bytes: ArrayBuffer = await this.#parser.getDependency("bufferView", view);
		const bitmap = await createImageBitmap(new Blob([bytes], { type }), {
			premultiplyAlpha: "none",
			colorSpaceConversion: "none",
		});
		const texture = new Texture(bitmap as never);
		texture.name = name;
		texture.flipY = false;
		texture.magFilter = (FILTERS[sampler.magFilter ?? 0] ?? LinearFilter) as typeof texture.magFilter;
		texture.minFilter = (FILTERS[sampler.minFilter ?? 0] ??
			LinearMipmapLinearFilter) as typeof texture.minFilter;
		texture.wrapS = (WRAPPING[sampler.wrapS ?? 0] ?? RepeatWrapping) as typeof texture.wrapS;
		texture.wrapT = (WRAPPING[sampler.wrapT ?? 0] ?? RepeatWrapping) as typeof texture.wrapT;
		texture.generateMipmaps = sampler.minFilter !== 9728 && sampler.minFilter !== 9729;
		texture.needsUpdate = true;
		this.#parser.associations.set(texture, { textures: index });
		return texture;
	}
}
