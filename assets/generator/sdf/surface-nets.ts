import { at } from "../math/at.ts";
import type { Vec3 } from "../math/vec3.ts";
import { settle } from "./march.ts";
import type { Sdf } from "./primitives.ts";

/** Positions and triangles (three indices each, counter-clockwise from outside). */
export interface Net {
	positions: Vec3[];
	triangles: number[];
}

const AXES = [0, 1, 2] as const;

/** Closed mesh of a field by naive surface nets on cells of `cell` centimetres, vertices settled onto the surface. */
export function surfaceNet(sdf: Sdf, low: Vec3, high: Vec3, cell: number): Net {
	const [nx, ny, nz] = AXES.map((axis) => Math.ceil((high[axis] - low[axis]) / cell) + 1) as [
		number,
		number,
		number,
	];
	const index = (x: number, y: number, z: number): number => x + nx * (y + ny * z);
	const field = new Float32Array(nx * ny * nz);
	for (let z = 0; z < nz; z++)
		for (let y = 0; y < ny; y++)
			for (let x = 0; x < nx; x++)
				field[index(x, y, z)] = sdf([low[0] + x * cell, low[1] + y * cell, low[2] + z * cell]);
	const inside = (x: number, y: number, z: number): boolean => at(field, index(x, y, z)) < 0;

	const vertexOf = new Int32Array(nx * ny * nz).fill(-1);
	const positions: Vec3[] = [];
	for (let z = 0; z < nz - 1; z++)
		for (let y = 0; y < ny - 1; y++)
			for (let x = 0; x < nx - 1; x++) {
				const centre = crossing((cx, cy, cz) => at(field, index(x + cx, y + cy, z + cz)));
				if (centre === undefined) continue;
				vertexOf[index(x, y, z)] = positions.length;
				positions.push(
					settle(sdf, [
						low[0] + (x + centre[0]) * cell,
						low[1] + (y + centre[1]) * cell,
						low[2] + (z + centre[2]) * cell,
					]),
				);
			}

	const triangles: number[] = [];
	const quad = (x: number, y: number, z: number, axis: 0 | 1 | 2): void => {
		const here = inside(x, y, z);
		const step = AXES.map((a) => (a === axis ? 1 : 0)) as [number, number, number];
		if (here === inside(x + step[0], y + step[1], z + step[2])) return;
		const u = (axis + 1) % 3;
		const v = (axis + 2) % 3;
		const corner = (m: number, n: number): number => {
			const back = AXES.map((a) => (a === u ? m : a === v ? n : 0)) as [number, number, number];
			return at(vertexOf, index(x - back[0], y - back[1], z - back[2]));
		};
		const [a, b, c, d] = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
		if (here) triangles.push(a, b, c, a, c, d);
		else triangles.push(a, c, b, a, d, c);
	};
	for (let z = 1; z < nz - 1; z++)
		for (let y = 1; y < ny - 1; y++)
			for (let x = 1; x < nx - 1; x++) for (const axis of AXES) quad(x, y, z, axis);
	return { positions, triangles };
}

/** Mean of the places where the cell's twelve edges cross the surface, in cell units; `undefined` if none does. */
function crossing(value: (x: number, y: number, z: number) => number): Vec3 | undefined {
	let count = 0;
	const sum = [0, 0, 0] as [number, number, number];
	for (let corner = 0; corner < 8; corner++)
		for (const axis of AXES) {
			if ((corner >> axis) & 1) continue;
			const from = [corner & 1, (corner >> 1) & 1, (corner >> 2) & 1] as [number, number, number];
			const to = [...from] as [number, number, number];
			to[axis] = 1;
			const a = value(...from);
			const b = value(...to);
			if (a < 0 === b < 0) continue;
			from[axis] += a / (a - b);
			for (const k of AXES) sum[k] += from[k];
			count++;
		}
	return count === 0 ? undefined : [sum[0] / count, sum[1] / count, sum[2] / count];
}
