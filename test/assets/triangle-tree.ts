/** Triangles of a posed mesh in a bounding-box tree, for rays and segments. */
export class TriangleTree {
	readonly #positions: Float64Array;
	readonly #corners: Uint32Array;
	/** Order of the triangles, leaf by leaf. */
	readonly #order: Uint32Array;
	/** Six numbers a node: low and high corner. Node n has children 2n + 1 and 2n + 2. */
	readonly #boxes: Float64Array;
	readonly #depth: number;
	/** Sum of the corners of every triangle. */
	readonly #middles: Float64Array;

	/** `corners` holds three vertex indices a triangle. */
	constructor(positions: Float64Array, corners: Uint32Array) {
		this.#positions = positions;
		this.#corners = corners;
		const count = corners.length / 3;
		this.#middles = new Float64Array(corners.length);
		corners.forEach((vertex, i) => {
			for (let k = 0; k < 3; k++) this.#middles[i - (i % 3) + k]! += positions[vertex * 3 + k]!;
		});
		this.#order = Uint32Array.from({ length: count }, (_, i) => i);
		this.#depth = Math.max(0, Math.ceil(Math.log2(Math.max(1, count / 6))));
		this.#boxes = new Float64Array((2 ** (this.#depth + 1) - 1) * 6);
		this.#build(0, 0, 0, count);
	}

	/** Whether the segment from `from` to `to` crosses a triangle that shares no vertex in `exclude`. */
	crosses(from: readonly number[], to: readonly number[], exclude: readonly number[] = []): boolean {
		return this.#search(from, to, 1, exclude) < 1;
	}

	/** Share of the way from `from` to `to` at which the first triangle is hit; `Infinity` if none is. */
	firstHit(from: readonly number[], to: readonly number[]): number {
		return this.#search(from, to, Number.POSITIVE_INFINITY, []);
	}

	#search(from: readonly number[], to: readonly number[], limit: number, exclude: readonly number[]): number {
		const d = [to[0]! - from[0]!, to[1]! - from[1]!, to[2]! - from[2]!];
		let best = limit;
		let found = Number.POSITIVE_INFINITY;
		const stack: [node: number, depth: number, first: number, end: number][] = [
			[0, 0, 0, this.#order.length],
		];
		for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
			const [node, depth, first, end] = item;
			if (end <= first || !this.#boxHit(node, from, d, best)) continue;
			if (depth < this.#depth) {
				const middle = (first + end) >> 1;
				stack.push([2 * node + 1, depth + 1, first, middle], [2 * node + 2, depth + 1, middle, end]);
				continue;
			}
			for (let i = first; i < end; i++) {
				const t = this.#triangleHit(this.#order[i]!, from, d, exclude);
				if (t < best) {
					best = t;
					found = t;
				}
			}
		}
		return found;
	}

	#boxHit(node: number, from: readonly number[], d: readonly number[], limit: number): boolean {
		let near = 0;
		let far = limit;
		for (let k = 0; k < 3; k++) {
			const low = this.#boxes[node * 6 + k]! - 1e-9;
			const high = this.#boxes[node * 6 + 3 + k]! + 1e-9;
			if (Math.abs(d[k]!) < 1e-12) {
				if (from[k]! < low || from[k]! > high) return false;
				continue;
			}
			const a = (low - from[k]!) / d[k]!;
			const b = (high - from[k]!) / d[k]!;
			near = Math.max(near, Math.min(a, b));
			far = Math.min(far, Math.max(a, b));
			if (near > far) return false;
		}
		return true;
	}

	/** Möller and Trumbore's test. */
	#triangleHit(
		triangle: number,
		o: readonly number[],
		d: readonly number[],
		exclude: readonly number[],
	): number {
		const p = this.#positions;
		const [ia, ib, ic] = [
			this.#corners[triangle * 3]!,
			this.#corners[triangle * 3 + 1]!,
			this.#corners[triangle * 3 + 2]!,
		];
		if (exclude.includes(ia) || exclude.includes(ib) || exclude.includes(ic)) return Number.POSITIVE_INFINITY;
		const [a, b, c] = [ia * 3, ib * 3, ic * 3];
		const e1x = p[b]! - p[a]!;
		const e1y = p[b + 1]! - p[a + 1]!;
		const e1z = p[b + 2]! - p[a + 2]!;
		const e2x = p[c]! - p[a]!;
		const e2y = p[c + 1]! - p[a + 1]!;
		const e2z = p[c + 2]! - p[a + 2]!;
		const px = d[1]! * e2z - d[2]! * e2y;
		const py = d[2]! * e2x - d[0]! * e2z;
		const pz = d[0]! * e2y - d[1]! * e2x;
		const det = e1x * px + e1y * py + e1z * pz;
		if (Math.abs(det) < 1e-12) return Number.POSITIVE_INFINITY;
		const tx = o[0]! - p[a]!;
		const ty = o[1]! - p[a + 1]!;
		const tz = o[2]! - p[a + 2]!;
		const u = (tx * px + ty * py + tz * pz) / det;
		if (u < 0 || u > 1) return Number.POSITIVE_INFINITY;
		const qx = ty * e1z - tz * e1y;
		const qy = tz * e1x - tx * e1z;
		const qz = tx * e1y - ty * e1x;
		const v = (d[0]! * qx + d[1]! * qy + d[2]! * qz) / det;
		if (v < 0 || u + v > 1) return Number.POSITIVE_INFINITY;
		const t = (e2x * qx + e2y * qy + e2z * qz) / det;
		return t > 0 ? t : Number.POSITIVE_INFINITY;
	}

	#build(node: number, depth: number, first: number, end: number): void {
		const box = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
		for (let i = first; i < end; i++)
			for (let corner = 0; corner < 3; corner++)
				for (let k = 0; k < 3; k++) {
					const value = this.#positions[this.#corners[this.#order[i]! * 3 + corner]! * 3 + k]!;
					box[k] = Math.min(box[k]!, value);
					box[k + 3] = Math.max(box[k + 3]!, value);
				}
		this.#boxes.set(box, node * 6);
		if (depth === this.#depth) return;
		const size = [0, 1, 2].map((k) => box[k + 3]! - box[k]!);
		const axis = size.indexOf(Math.max(...size));
		const middles = this.#middles;
		this.#order.subarray(first, end).sort((a, b) => middles[a * 3 + axis]! - middles[b * 3 + axis]!);
		const middle = (first + end) >> 1;
		this.#build(2 * node + 1, depth + 1, first, middle);
		this.#build(2 * node + 2, depth + 1, middle, end);
	}
}

/** Triangles all of whose corners (or any, with `some`) are in `vertices`. */
export function trianglesOf(
	triangles: Uint32Array,
	vertices: ReadonlySet<number>,
	some = false,
): Uint32Array {
	const kept: number[] = [];
	for (let i = 0; i < triangles.length; i += 3) {
		const corners = [triangles[i]!, triangles[i + 1]!, triangles[i + 2]!];
		if (some ? corners.some((c) => vertices.has(c)) : corners.every((c) => vertices.has(c)))
			kept.push(...corners);
	}
	return Uint32Array.from(kept);
}

/** How many different edges of `edges`' triangles cross a triangle of `walls`. */
export function countCrossings(
	positions: Float64Array,
	edges: Uint32Array,
	walls: TriangleTree,
	sameMesh = false,
): number {
	const seen = new Set<number>();
	let crossings = 0;
	const point = (v: number): number[] => [positions[v * 3]!, positions[v * 3 + 1]!, positions[v * 3 + 2]!];
	for (let i = 0; i < edges.length; i += 3)
		for (let k = 0; k < 3; k++) {
			const a = edges[i + k]!;
			const b = edges[i + ((k + 1) % 3)]!;
			const key = Math.min(a, b) * 65536 + Math.max(a, b);
			if (seen.has(key)) continue;
			seen.add(key);
			if (walls.crosses(point(a), point(b), sameMesh ? [a, b] : [])) crossings++;
		}
	return crossings;
}
