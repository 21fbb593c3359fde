import { Extension, type Node, type ReaderContext, type WriterContext } from "@gltf-transform/core";
import type { Mixture } from "../expressions/expression.ts";

/** Where a blendshape lives: a mesh's node and the index of the morph target. */
export interface MorphBind {
	node: Node;
	index: number;
}

/** What the writer tells about the avatar. */
export interface VrmDescription {
	name: string;
	bones: ReadonlyMap<string, Node>;
	/** Every node and target that a blendshape moves. */
	binds: ReadonlyMap<string, readonly MorphBind[]>;
	presets: Readonly<Record<string, Mixture>>;
	custom: Readonly<Record<string, Mixture>>;
	/** From the head bone to the point between the eyes, in metres. */
	eyeOffset: readonly [number, number, number];
}

/** Input in degrees at which a look expression reaches weight 1: what the eyeballs' own shapes turn. */
const LOOK_ACROSS = 24;
const LOOK_UP = 17;
const LOOK_DOWN = 20;

/** Writes `VRMC_vrm` 1.0. It only writes: reading a VRM is the renderer's business. */
export class VrmExtension extends Extension {
	static override readonly EXTENSION_NAME = "VRMC_vrm";
	override readonly extensionName = "VRMC_vrm";
	#description: VrmDescription | undefined;

	describe(description: VrmDescription): this {
		this.#description = description;
		return this;
	}

	override read(_context: ReaderContext): this {
		return this;
	}

	override write(context: WriterContext): this {
		if (this.#description === undefined)
			throw new TypeError("VrmExtension has nothing to write: call describe().");
		const { json } = context.jsonDoc;
		json.extensions = {
			...json.extensions,
			VRMC_vrm: vrmJson(this.#description, (node) => {
				const index = context.nodeIndexMap.get(node);
				if (index === undefined) throw new TypeError(`Node ${node.getName()} is not in the scene.`);
				return index;
			}),
		};
		return this;
	}
}

function vrmJson(description: VrmDescription, indexOf: (node: Node) => number): Record<string, unknown> {
	const expression = (mixture: Mixture): Record<string, unknown> => ({
		morphTargetBinds: Object.entries(mixture).flatMap(([shape, weight]) =>
			(description.binds.get(shape) ?? []).map((bind) => ({
				node: indexOf(bind.node),
				index: bind.index,
				weight,
			})),
		),
		isBinary: false,
		overrideBlink: "none",
		overrideLookAt: "none",
		overrideMouth: "none",
	});
	const all = (mixtures: Readonly<Record<string, Mixture>>): Record<string, unknown> =>
		Object.fromEntries(Object.entries(mixtures).map(([name, mixture]) => [name, expression(mixture)]));
	const range = (inputMaxValue: number): Record<string, number> => ({ inputMaxValue, outputScale: 1 });
	return {
		specVersion: "1.0",
		meta: {
			name: description.name,
			version: "1",
			authors: ["Facewire contributors"],
			licenseUrl: "https://vrm.dev/licenses/1.0/",
			otherLicenseUrl: "https://creativecommons.org/publicdomain/zero/1.0/",
			copyrightInformation: "CC0 1.0: no rights reserved",
			avatarPermission: "everyone",
			allowExcessivelyViolentUsage: true,
			allowExcessivelySexualUsage: true,
			commercialUsage: "corporation",
			allowPoliticalOrReligiousUsage: true,
			allowAntisocialOrHateUsage: true,
			creditNotation: "unnecessary",
			allowRedistribution: true,
			modification: "allowModificationRedistribution",
		},
		humanoid: {
			humanBones: Object.fromEntries(
				[...description.bones].map(([bone, node]) => [bone, { node: indexOf(node) }]),
			),
		},
		lookAt: {
			type: "expression",
			offsetFromHeadBone: description.eyeOffset,
			rangeMapHorizontalInner: range(LOOK_ACROSS),
			rangeMapHorizontalOuter: range(LOOK_ACROSS),
			rangeMapVerticalDown: range(LOOK_DOWN),
			rangeMapVerticalUp: range(LOOK_UP),
		},
		expressions: { preset: all(description.presets), custom: all(description.custom) },
	};
}
