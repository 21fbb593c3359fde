import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { lightHead } from "../../assets/light-head/light-head.ts";
import type { RigMesh } from "../../assets/light-head/rig.ts";
import { writeRig } from "../../assets/light-head/write-rig.ts";
import { BLENDSHAPES } from "../../src/lipsync/blendshapes.ts";

const FILE = new URL("../../assets/public/avatars/light-head.glb", import.meta.url);

const vertices = (values: Float32Array) =>
	Array.from(
		{ length: values.length / 3 },
		(_, index) => [...values.subarray(3 * index, 3 * index + 3)] as number[],
	);

const key = (vector: readonly number[]): string =>
	vector.map((value) => (Math.round(value * 1e5) / 1e5 + 0).toString()).join();

/** Rest place and offset of each vertex, mirrored if asked, in an order of their own. */
function movement({ positions, targets }: RigMesh, name: string, mirror: boolean): readonly string[] {
	const target = targets.find((candidate) => candidate.name === name);
	const offsets = vertices(target?.deltas ?? new Float32Array(positions.length));
	const side = mirror ? -1 : 1;
	const moved = vertices(positions).map(([x, y, z], index) => {
		const [dx, dy, dz] = offsets[index]!;
		return key([side * x!, y!, z!, side * dx!, dy!, dz!]);
	});
	// A point is there once for each paint, which may differ from side to side.
	return [...new Set(moved)].sort();
}

describe("the light head", () => {
	it("is the committed file, byte for byte", async () => {
		const written = await writeRig(lightHead());
		expect(Buffer.compare(Buffer.from(written), await readFile(FILE))).toBe(0);
	});

	it("has fewer than 300 vertices", () => {
		const count = lightHead().meshes.reduce((sum, { positions }) => sum + positions.length / 3, 0);
		expect(count).toBeLessThan(300);
	});

	it.each(BLENDSHAPES.map((name) => [name]))("moves something by %s", (name) => {
		expect(lightHead().meshes.some(({ targets }) => targets.some((target) => target.name === name))).toBe(
			true,
		);
	});

	it.each(BLENDSHAPES.filter((name) => name.endsWith("Left")).map((name) => [name]))("mirrors %s", (name) => {
		for (const mesh of lightHead().meshes) {
			expect(movement(mesh, name.replace("Left", "Right"), true)).toEqual(movement(mesh, name, false));
		}
	});

	it("brings the lips together by mouthClose at any opening of the jaw", () => {
		const face = lightHead().meshes.find(({ name }) => name === "Face")!;
		const offset = (name: string) => vertices(face.targets.find((target) => target.name === name)!.deltas);
		const [rest, open, close] = [vertices(face.positions), offset("jawOpen"), offset("mouthClose")];
		// Where vertices of upper and lower lip meet at rest, they meet again.
		const meetings = new Map<string, number[]>();
		for (const [index, place] of rest.entries()) {
			meetings.set(key(place), [...(meetings.get(key(place)) ?? []), index]);
		}
		for (const meeting of meetings.values()) {
			const ends = meeting.map((index) =>
				rest[index]!.map((value, axis) => value + open[index]![axis]! + close[index]![axis]!),
			);
			for (const end of ends) {
				expect(Math.hypot(...end.map((value, axis) => value - ends[0]![axis]!))).toBeLessThan(1e-4);
			}
		}
		const widest = Math.max(...open.map(([, y]) => Math.abs(y!)));
		expect(widest).toBeGreaterThan(0.02);
	});
});
