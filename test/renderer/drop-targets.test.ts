import { BufferAttribute, BufferGeometry, Group, Mesh } from "three";
import { describe, expect, it } from "vitest";
import { dropTargets } from "../../src/renderer/drop-targets.ts";
import { morphSlots } from "../../src/renderer/morph-targets.ts";

/** A triangle with one target for each offset. */
function geometryOf(...offsets: readonly number[]): BufferGeometry {
	const geometry = new BufferGeometry();
	geometry.setAttribute("position", new BufferAttribute(new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0]), 3));
	geometry.morphTargetsRelative = true;
	geometry.morphAttributes.position = offsets.map(
		(offset) => new BufferAttribute(new Float32Array([0, 0, 0, 0, offset, 0, 0, 0, 0]), 3),
	);
	return geometry;
}

function meshOf(geometry: BufferGeometry, names: readonly string[]): Mesh {
	const mesh = new Mesh(geometry);
	mesh.morphTargetDictionary = Object.fromEntries(names.map((name, index) => [name, index]));
	return mesh;
}

const root = (...meshes: readonly Mesh[]): Group => new Group().add(...meshes);

describe("morphSlots", () => {
	it("tells targets that move from those that do not", () => {
		const mesh = meshOf(geometryOf(0.1, 0, 1e-9), ["a", "b", "c"]);
		expect(morphSlots(root(mesh)).map(({ name, moves }) => [name, moves])).toEqual([
			["a", true],
			["b", false],
			["c", false],
		]);
	});

	it("numbers targets without names or with empty ones", () => {
		const mesh = meshOf(geometryOf(1, 1, 1), ["", "b"]);
		expect(morphSlots(root(mesh)).map(({ name }) => name)).toEqual(["0", "b", "2"]);
	});

	it("finds none on meshes that have none", () => {
		expect(morphSlots(root(new Mesh(geometryOf())))).toEqual([]);
	});
});

describe("dropTargets", () => {
	it("keeps names, influences and offsets together", () => {
		const mesh = meshOf(geometryOf(1, 2, 3), ["a", "b", "c"]);
		mesh.morphTargetInfluences = [0.1, 0.2, 0.3];
		const group = root(mesh);
		const renumber = dropTargets(group, morphSlots(group), ({ name }) => name !== "b");
		expect(mesh.morphTargetDictionary).toEqual({ a: 0, c: 1 });
		expect(mesh.morphTargetInfluences).toEqual([0.1, 0.3]);
		expect(mesh.geometry.morphAttributes.position?.map((target) => target.getY(1))).toEqual([1, 3]);
		expect([0, 1, 2].map((index) => renumber(mesh, index))).toEqual([0, undefined, 1]);
	});

	it("keeps what any of the meshes needs that share a geometry", () => {
		const geometry = geometryOf(1, 2, 3);
		const [left, right] = [meshOf(geometry, ["a", "b", "c"]), meshOf(geometry, ["x", "y", "z"])];
		const group = root(left, right);
		dropTargets(group, morphSlots(group), ({ name }) => name === "a" || name === "z");
		expect(left.morphTargetDictionary).toEqual({ a: 0, c: 1 });
		expect(right.morphTargetDictionary).toEqual({ x: 0, z: 1 });
		expect(geometry.morphAttributes.position).toHaveLength(2);
	});

	it("leaves no trace of targets where none is kept", () => {
		const mesh = meshOf(geometryOf(1, 2), ["a", "b"]);
		mesh.geometry.morphAttributes.normal = mesh.geometry.morphAttributes.position ?? [];
		const group = root(mesh);
		dropTargets(group, morphSlots(group), () => false);
		expect(mesh.geometry.morphAttributes).toEqual({});
		expect(mesh.morphTargetInfluences).toEqual([]);
	});
});
