import { type AvatarFile, type AvatarMesh, posed, type Weights } from "./avatar-file.ts";
import { countCrossings, TriangleTree, trianglesOf } from "./triangle-tree.ts";

export const SIDES = ["Left", "Right"] as const;

/** Greatest distance between vertices of the two lips that share a place round the mouth, in millimetres. */
export function lipGap(avatar: AvatarFile, weights: Weights): number {
	const face = avatar.meshes.get("face")!;
	return pairGap(face, posed(face, weights), face.landmarks.upperContact!, face.landmarks.lowerContact!);
}

function pairGap(
	_mesh: AvatarMesh,
	p: Float64Array,
	first: readonly number[],
	second: readonly number[],
): number {
	let gap = 0;
	first.forEach((a, i) => {
		const b = second[i]!;
		gap = Math.max(
			gap,
			Math.hypot(p[a * 3]! - p[b * 3]!, p[a * 3 + 1]! - p[b * 3 + 1]!, p[a * 3 + 2]! - p[b * 3 + 2]!),
		);
	});
	return gap;
}

/** Cameras in front of an eye: yaw and pitch in degrees. */
const VIEWS = [
	[0, 0],
	[-30, -20],
	[-30, 20],
	[30, -20],
	[30, 20],
] as const;

/** Distance of the camera from the eye, in millimetres. */
const CAMERA_DISTANCE = 600;

/** How many points of the eyeballs are seen past the lids, from five cameras, per eye and camera at most. */
export function seenEyeball(avatar: AvatarFile, weights: Weights): number {
	let most = 0;
	const face = avatar.meshes.get("face")!;
	const skin = posed(face, weights);
	const cover = new TriangleTree(skin, frontOf(face));
	for (const side of SIDES) {
		const ball = avatar.meshes.get(`eye${side}`)!;
		const points = posed(ball, weights);
		const centre = middle(ball.rest);
		for (const [yaw, pitch] of VIEWS) {
			const camera = cameraAt(centre, yaw, pitch);
			let seen = 0;
			for (let i = 0; i < points.length; i += 3) {
				const p = [points[i]!, points[i + 1]!, points[i + 2]!];
				// Only what faces the camera: the middle of the ball hides the rest.
				const facing = [0, 1, 2].reduce((sum, k) => sum + (p[k]! - centre[k]!) * (camera[k]! - p[k]!), 0);
				if (facing > 0 && cover.firstHit(camera, p) > 1) seen++;
			}
			most = Math.max(most, seen);
		}
	}
	return most;
}

/** Triangles of the face within sight of the eyes: nothing lower or behind can cover them. */
function frontOf(face: AvatarMesh): Uint32Array {
	const near = new Set<number>();
	for (let v = 0; v < face.rest.length / 3; v++)
		if (face.rest[v * 3 + 1]! > 1430 && face.rest[v * 3 + 2]! > 0) near.add(v);
	return trianglesOf(face.triangles, near);
}

/** Centre of an eyeball: the mean of its bounding box but in depth, where only the front is built. */
function middle(points: Float64Array): number[] {
	const low = [Infinity, Infinity, Infinity];
	const high = [-Infinity, -Infinity, -Infinity];
	for (let i = 0; i < points.length; i++) {
		low[i % 3] = Math.min(low[i % 3]!, points[i]!);
		high[i % 3] = Math.max(high[i % 3]!, points[i]!);
	}
	return [(low[0]! + high[0]!) / 2, (low[1]! + high[1]!) / 2, high[2]! - (high[1]! - low[1]!) / 2];
}

function cameraAt(centre: readonly number[], yaw: number, pitch: number): number[] {
	const y = (yaw * Math.PI) / 180;
	const p = (pitch * Math.PI) / 180;
	return [
		centre[0]! + CAMERA_DISTANCE * Math.sin(y) * Math.cos(p),
		centre[1]! + CAMERA_DISTANCE * Math.sin(p),
		centre[2]! + CAMERA_DISTANCE * Math.cos(y) * Math.cos(p),
	];
}

/** Edges of one surface that pass through another one, by pair of surfaces; pairs without any are left out. */
export function penetrations(avatar: AvatarFile, weights: Weights): Record<string, number> {
	const rest = Object.keys(weights).length === 0;
	const face = avatar.meshes.get("face")!;
	const counts: Record<string, number> = {};
	// What a shape leaves where it is at rest is tested at rest.
	if (rest || touches(avatar.meshes.get("mouth")!, weights) || touches(face, weights, MOUTH_MARKS))
		Object.assign(counts, mouthPenetrations(avatar, weights));
	for (const side of SIDES)
		if (rest || touches(avatar.meshes.get(`eye${side}`)!, weights) || touches(face, weights, [`lids${side}`]))
			counts[`lids × eye (${side})`] = eyePenetrations(avatar, weights, side);
	return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

const MOUTH_MARKS = ["upperLip", "lowerLip", "upperBag", "lowerBag"];

/** Whether a shape of `weights` moves the mesh, or one of its landmarks' vertices. */
function touches(mesh: AvatarMesh, weights: Weights, marks?: readonly string[]): boolean {
	return Object.keys(weights).some((name) => {
		const target = mesh.targets.get(name);
		if (target === undefined || marks === undefined) return target !== undefined;
		return marks.some((mark) =>
			mesh.landmarks[mark]!.some((v) => target[v * 3] || target[v * 3 + 1] || target[v * 3 + 2]),
		);
	});
}

function mouthPenetrations(avatar: AvatarFile, weights: Weights): Record<string, number> {
	const face = avatar.meshes.get("face")!;
	const mouth = avatar.meshes.get("mouth")!;
	const skin = posed(face, weights);
	const inside = posed(mouth, weights);
	const counts: Record<string, number> = {};
	const lips = trianglesOf(
		face.triangles,
		new Set(MOUTH_MARKS.flatMap((mark) => face.landmarks[mark]!)),
		true,
	);
	const lipTree = new TriangleTree(skin, lips);
	const organs = (["upperTeeth", "lowerTeeth", "tongue"] as const).map((name) => {
		const [first, last] = mouth.landmarks[name]!;
		const vertices = new Set(Array.from({ length: last! - first! + 1 }, (_, i) => first! + i));
		const triangles = trianglesOf(mouth.triangles, vertices);
		return { name, triangles, tree: new TriangleTree(inside, triangles) };
	});
	for (const { name, triangles, tree } of organs) {
		counts[`lips × ${name}`] = countCrossings(inside, triangles, lipTree) + countCrossings(skin, lips, tree);
		for (const other of organs)
			if (other.name > name)
				counts[`${name} × ${other.name}`] = countCrossings(inside, other.triangles, tree);
	}
	// The seam belongs to both lips; only their flesh is tested against each other.
	const seam = new Set([...face.landmarks.upperContact!, ...face.landmarks.lowerContact!]);
	const flesh = (mark: string): Uint32Array =>
		trianglesOf(face.triangles, new Set(face.landmarks[mark]!.filter((v) => !seam.has(v))));
	const upper = new TriangleTree(skin, flesh("upperLip"));
	counts["upper lip × lower lip"] = countCrossings(skin, flesh("lowerLip"), upper, true);
	return counts;
}

function eyePenetrations(avatar: AvatarFile, weights: Weights, side: (typeof SIDES)[number]): number {
	const face = avatar.meshes.get("face")!;
	const ball = avatar.meshes.get(`eye${side}`)!;
	const skin = posed(face, weights);
	const points = posed(ball, weights);
	const lids = trianglesOf(face.triangles, new Set(face.landmarks[`lids${side}`]));
	return (
		countCrossings(skin, lids, new TriangleTree(points, ball.triangles)) +
		countCrossings(points, ball.triangles, new TriangleTree(skin, lids))
	);
}
