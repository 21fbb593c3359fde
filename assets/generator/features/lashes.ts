import type { Detail } from "../detail.ts";
import { eyeDirection, eyePoint, lidRadius, rimPitch, rimYaw } from "../face/eye-frame.ts";
import type { Side } from "../face/face-vertex.ts";
import { stitchRows } from "../face/stitch.ts";
import type { HeadShape } from "../head/head-shape.ts";
import type { Palette } from "../looks/look.ts";
import { at, range } from "../math/at.ts";
import { meshNormals } from "../math/normals.ts";
import { clamp, mix, smoothstep } from "../math/scalar.ts";
import { along, normalize, scale, type Vec3 } from "../math/vec3.ts";
import { splitSide } from "../morphs/face-morphs.ts";
import { LID_MOVES, movedRimPitch } from "../morphs/lids.ts";
import type { Part } from "../part.ts";

/** From behind the rim, over it, to the tips. */
const ROWS = [0, 1, 2] as const;

interface LashPoint {
	side: Side;
	t: number;
	/** 1 at the outer corner, 0 at the inner one. */
	outward: number;
	row: 0 | 1 | 2;
}

/** The lashes of both upper lids as one dark sweep, longest at the outer corner. */
export function buildLashes(
	shape: HeadShape,
	palette: Palette,
	detail: Detail,
	names: readonly string[],
): Part {
	const points: LashPoint[] = [];
	const triangles: number[] = [];
	for (const side of [1, -1] as const) {
		const first = points.length;
		const steps = range(0, detail.lashSteps);
		for (const row of ROWS)
			for (const i of steps) {
				const u = i / detail.lashSteps;
				points.push({ side, t: Math.max(1e-4, mix(-0.02, 0.94, u) * Math.PI), outward: 1 - u, row });
			}
		for (const row of [0, 1]) {
			const from = first + row * steps.length;
			stitchRows(
				triangles,
				steps.map((i) => from + i),
				steps.map((i) => from + steps.length + i),
				side < 0,
			);
		}
	}
	const positions = points.map((p) => lashPosition(shape, p, rimPitch(shape, p.t), 0));
	return {
		name: "lashes",
		material: "lash",
		positions,
		normals: meshNormals(positions, triangles),
		triangles,
		colours: positions.map(() => scale(palette.liner, 0.8)),
		morphs: names.flatMap((name) => {
			const [stem, side] = splitSide(name);
			const move = LID_MOVES[stem];
			if (move === undefined || side === 0) return [];
			const moved = points.map((p, i) =>
				p.side === side
					? lashPosition(shape, p, movedRimPitch(shape, p.t, move), move.upper)
					: at(positions, i),
			);
			return [{ name, positions: moved, normals: meshNormals(moved, triangles) }];
		}),
		bind: { bone: "head" },
	};
}

/** `close` 0…1 swings the tips from up to down as the lid falls. */
function lashPosition(
	shape: HeadShape,
	{ side, t, outward, row }: LashPoint,
	pitch: number,
	close: number,
): Vec3 {
	const yaw = rimYaw(t);
	const radius = lidRadius(shape, yaw, pitch, side) + 0.09 * Math.abs(close);
	if (row === 0) return eyePoint(yaw, pitch, radius - 0.1, side);
	const rim = eyePoint(yaw, pitch, radius - 0.02, side);
	const forward = eyeDirection(yaw, pitch, side);
	if (row === 1) return along(rim, forward, 0.04);
	const rise = mix(0.75, -0.45, clamp(close));
	const sweep = normalize([
		0.8 * forward[0] + side * (0.15 + 0.75 * outward ** 2),
		0.8 * forward[1] + rise,
		0.8 * forward[2],
	]);
	const ends = smoothstep(0, 0.12, 1 - Math.abs(1 - 2 * outward) + (outward > 0.5 ? 0.1 : 0));
	const reach = (0.15 + 0.46 * outward ** 1.3) * Math.min(1, (1 - outward) * 30 + 0.5) * ends;
	return along(rim, sweep, reach * shape.form.lashes);
}
