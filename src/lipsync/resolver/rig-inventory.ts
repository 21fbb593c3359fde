/** How a target is driven: through a VRM expression, or straight as a morph target of its meshes. */
export type TargetKind = "expression" | "morph";

/** Something on a model that takes a weight. */
export interface RigTarget {
	/** The name in the file; an unnamed morph target goes by its number. */
	readonly name: string;
	readonly kind: TargetKind;
	/** False if weight 1 moves no vertex, bone or material: exporters leave empty targets behind. */
	readonly moves: boolean;
}

/** What a model offers, as its loader found it. */
export interface RigInventory {
	/** Each name of each kind once, however many meshes carry it. */
	readonly targets: readonly RigTarget[];
	/** Morph targets of the mesh whose targets have lost their names; 0 if all are named. */
	readonly unnamedCount: number;
	/** Names of all nodes without a mesh. */
	readonly nodes: readonly string[];
	/** What a VRM's look-at moves, if it has one. */
	readonly lookAt?: "bone" | "expression";
}
