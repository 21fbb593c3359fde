import type { Detail } from "../detail.ts";
import { stitchLoops } from "../face/stitch.ts";
import type { Look, Palette } from "../looks/look.ts";
import { at, range } from "../math/at.ts";
import { type Colour, tint } from "../math/colour.ts";
import { meshNormals } from "../math/normals.ts";
import { rotateZ } from "../math/rotate.ts";
import { smoothstep } from "../math/scalar.ts";
import { add, type Vec3 } from "../math/vec3.ts";
import type { BoneWeights, Part } from "../part.ts";
import { tidyWeights } from "./body-weights.ts";
import { FOREARM, shoulderJoint, UPPER_ARM } from "./skeleton.ts";

/** A ribbed ring of knit: centre, radii of the ring and of its section, and how it leans forward. */
interface Ring {
	centre: Vec3;
	radius: readonly [x: number, z: number];
	section: readonly [out: number, up: number];
	/** Drop of the front against the back, in centimetres. */
	drop: number;
	ribs: number;
}

const COLLARS: Readonly<Record<Look["collar"], Ring>> = {
	roll: { centre: [0, -14.7, -2.8], radius: [3.75, 3.85], section: [0.9, 1.9], drop: 1.2, ribs: 48 },
	crew: { centre: [0, -15, -2.8], radius: [3.4, 3.5], section: [0.6, 1.75], drop: 1.5, ribs: 48 },
};

const CUFF: Ring = { centre: [0, 0, 0], radius: [2, 2], section: [0.55, 1.15], drop: 0, ribs: 26 };

/** Depth of the knit's ribs, in centimetres. */
const RIB = 0.07;

/** Collar and cuffs while they are knitted. */
interface Knit {
	positions: Vec3[];
	triangles: number[];
	colours: Colour[];
	/** Which ring a vertex belongs to. */
	rings: ("collar" | "left" | "right")[];
}

/** Collar and cuffs in one mesh. */
export function buildTrim(look: Look, detail: Detail): Part {
	const knit: Knit = { positions: [], triangles: [], colours: [], rings: [] };
	const collar = COLLARS[look.collar];
	// A wider neck widens its collar.
	const more = 2.75 * (look.head.neckWidth - 1);
	const radius = [collar.radius[0] + more, collar.radius[1] + more] as const;
	addRing(knit, "collar", { ...collar, radius }, look.palette, detail, (p) => p);
	const joint = shoulderJoint(look.shoulders);
	for (const side of [1, -1] as const) {
		const wrist: Vec3 = [side * (joint[0] + UPPER_ARM + FOREARM - 1.2), joint[1], joint[2]];
		addRing(knit, side > 0 ? "left" : "right", CUFF, look.palette, detail, (p) =>
			add(rotateZ(p, (-Math.PI / 2) * side), wrist),
		);
	}
	const { positions, triangles, colours } = knit;
	return {
		name: "trim",
		material: "trim",
		positions,
		normals: meshNormals(positions, triangles),
		triangles,
		colours,
		morphs: [],
		bind: { weights: positions.map((p, i) => ringWeights(at(knit.rings, i), p)) },
	};
}

function ringWeights(ring: Knit["rings"][number], p: Vec3): BoneWeights {
	if (ring !== "collar") return [[`${ring}LowerArm`, 1]];
	const neck = 0.45 * smoothstep(-17.5, -14, p[1]);
	return tidyWeights([
		["neck", neck],
		["upperChest", 1 - neck],
	]);
}

function addRing(
	knit: Knit,
	name: Knit["rings"][number],
	ring: Ring,
	palette: Palette,
	detail: Detail,
	place: (p: Vec3) => Vec3,
): void {
	// Three columns of vertices make a rib: a groove and two flanks.
	const perRib = detail.name === "full" ? 3 : 1;
	const around = Math.min(ring.ribs, detail.collarRibs) * perRib;
	const sides = detail.name === "full" ? 10 : 6;
	const loops = range(0, sides - 1).map((k) => {
		const a = (k / sides) * 2 * Math.PI;
		return range(0, around - 1).map((i) => {
			const b = (i / around) * 2 * Math.PI;
			const rib = perRib === 1 ? 0 : i % 3 === 0 ? -1 : 0.5;
			const out = ring.section[0] * Math.cos(a) * (1 + 0.1 * Math.sin(a)) + rib * RIB;
			const up = ring.section[1] * Math.sin(a) + rib * RIB * 0.5 * Math.sin(a);
			const lean = -ring.drop * (0.5 + 0.5 * Math.cos(b));
			knit.colours.push(tint(palette.trim, palette.trimShade, ringShade(a, rib)));
			knit.rings.push(name);
			const x = (ring.radius[0] + out) * Math.sin(b);
			const z = (ring.radius[1] + out) * Math.cos(b);
			return knit.positions.push(place(add(ring.centre, [x, up + lean, z]))) - 1;
		});
	});
	for (let k = 0; k < sides; k++) stitchLoops(knit.triangles, at(loops, k), at(loops, (k + 1) % sides), true);
}

/** Darkness of the knit, 0…1: in the grooves, on the underside and towards the skin. */
function ringShade(a: number, rib: number): number {
	const groove = rib < 0 ? 0.55 : 0;
	const underside = 0.6 * smoothstep(0.4, -0.9, Math.sin(a));
	return Math.max(groove, underside, Math.cos(a) < -0.3 ? 0.8 : 0);
}
