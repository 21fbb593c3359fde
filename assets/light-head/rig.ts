/** What a rig writer needs to know about a model: plain numbers, no library. Lengths in metres, +Y up, +Z forward. */
export interface Rig {
	readonly name: string;
	/** Parents stand before their children. */
	readonly nodes: readonly RigNode[];
	readonly meshes: readonly RigMesh[];
}

export interface RigNode {
	readonly name: string;
	readonly parent?: string;
	readonly translation?: readonly [number, number, number];
}

export interface RigMesh {
	readonly name: string;
	/** The node that the mesh hangs under. */
	readonly node: string;
	/** x, y, z of each vertex. */
	readonly positions: Float32Array<ArrayBuffer>;
	/** r, g, b, a of each vertex, linear, 0 … 255. */
	readonly colors: Uint8Array<ArrayBuffer>;
	readonly indices: Uint16Array<ArrayBuffer>;
	readonly targets: readonly RigTarget[];
	/** Present if the mesh is skinned: it then ignores the place of its node. */
	readonly skin?: RigSkin;
}

export interface RigTarget {
	readonly name: string;
	/** Offset of each vertex at weight 1. */
	readonly deltas: Float32Array<ArrayBuffer>;
}

export interface RigSkin {
	/** Node names. */
	readonly joints: readonly string[];
	/** Four joint numbers of each vertex. */
	readonly jointIndices: Uint8Array<ArrayBuffer>;
	/** Four weights of each vertex, summing to 1. */
	readonly weights: Float32Array<ArrayBuffer>;
}
