import type { FaceVertex, Side } from "../face/face-vertex.ts";
import type { HeadShape } from "../head/head-shape.ts";
import { smoothstep } from "../math/scalar.ts";
import { add, subtract, type Vec3 } from "../math/vec3.ts";
import { BROW_FIELDS, BROW_SIDE_FIELDS } from "./brows.ts";
import { CHEEK_FIELDS, CHEEK_SIDE_FIELDS } from "./cheeks.ts";
import { type FieldPoint, fieldPoint, type Slide, slide } from "./field-point.ts";
import { jawField } from "./jaw.ts";
import { LID_MOVES, moveLid } from "./lids.ts";
import { LIP_FIELDS, LIP_SIDE_FIELDS } from "./lips.ts";

const WHOLE: Readonly<Record<string, (p: FieldPoint) => Slide>> = {
	...LIP_FIELDS,
	...CHEEK_FIELDS,
	...BROW_FIELDS,
};
const SIDED: Readonly<Record<string, (p: FieldPoint) => Slide>> = {
	...LIP_SIDE_FIELDS,
	...CHEEK_SIDE_FIELDS,
	...BROW_SIDE_FIELDS,
};

/** Half the width over which a left and a right shape share the middle of the face, in centimetres. */
const SPLIT = 0.75;

/** A blendshape's name without its side, and the side: 0 if it has none. `mouthLeft` and `jawLeft` have none. */
export function splitSide(name: string): [stem: string, side: Side | 0] {
	if (name.endsWith("Left")) {
		const stem = name.slice(0, -4);
		if (stem in SIDED || stem in LID_MOVES || stem.startsWith("eye")) return [stem, 1];
	}
	if (name.endsWith("Right")) {
		const stem = name.slice(0, -5);
		if (stem in SIDED || stem in LID_MOVES || stem.startsWith("eye")) return [stem, -1];
	}
	return [name, 0];
}

/** Points of skin, prepared once and then moved by every shape. */
export class FaceMorphs {
	readonly #shape: HeadShape;
	readonly #points: readonly FieldPoint[];

	constructor(shape: HeadShape, vertices: readonly FaceVertex[]) {
		this.#shape = shape;
		this.#points = vertices.map((vertex) => fieldPoint(shape, vertex));
	}

	/** Positions of all points at weight 1 of the blendshape `name`, in centimetres. */
	positions(name: string): Vec3[] {
		const [stem, side] = splitSide(name);
		return this.#points.map((point) => this.#move(name, stem, side, point));
	}

	#move(name: string, stem: string, side: Side | 0, point: FieldPoint): Vec3 {
		const { vertex } = point;
		const jaw = jawField(name, point);
		if (jaw !== undefined) return add(point.position, jaw);
		if (vertex.zone === "neck") return point.position;
		if (side === 0) {
			const field = WHOLE[name];
			return field === undefined ? point.position : slide(point, field(point));
		}
		const share = smoothstep(-SPLIT, SPLIT, side * point.position[0]);
		if (share === 0) return point.position;
		const field = SIDED[stem];
		let moved = field === undefined ? point.position : slide(point, field(point), share);
		const lids = LID_MOVES[stem];
		if (lids !== undefined && vertex.zone === "lid" && vertex.side === side)
			moved = add(moved, subtract(moveLid(this.#shape, vertex, lids), vertex.position));
		return moved;
	}
}
