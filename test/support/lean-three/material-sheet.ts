import { MToonMaterial } from "@pixiv/three-vrm";
import {
	BoxGeometry,
	BufferAttribute,
	type BufferGeometry,
	DataTexture,
	DoubleSide,
	Group,
	InstancedMesh,
	LineBasicMaterial,
	LineSegments,
	type Material,
	Matrix4,
	Mesh,
	MeshBasicMaterial,
	MeshPhysicalMaterial,
	MeshStandardMaterial,
	PointLight,
	Points,
	PointsMaterial,
	SphereGeometry,
	SpotLight,
	SRGBColorSpace,
} from "three";
import type { Avatar } from "../../../src/renderer/avatar.ts";
import { Stage } from "../../../src/renderer/stage.ts";
import { completeShaders } from "../../../src/renderer/whole-three.ts";
import { seconds } from "../../../src/util/time.ts";
import { pixelsOf } from "../picture.ts";

// Everything that a glTF or VRM may ask of three's shaders, on one sheet.

/** Small pictures: a colour ramp, and bumps as a normal map. */
function ramp(normal: boolean): DataTexture {
	const texels = Array.from({ length: 64 }, (_, at) =>
		normal ? [96 + (at % 8) * 8, 128, 240, 255] : [(at % 8) * 36, 255 - at * 3, 90, 255],
	);
	const texture = new DataTexture(new Uint8Array(texels.flat()), 8, 8);
	if (!normal) texture.colorSpace = SRGBColorSpace;
	texture.needsUpdate = true;
	return texture;
}

const [map, normalMap] = [ramp(false), ramp(true)];

/** Each costs a program; compiled in software, some take a second. */
const materials: readonly Material[] = [
	new MeshBasicMaterial({ map, vertexColors: true, side: DoubleSide }),
	new MeshStandardMaterial({
		map,
		normalMap,
		metalnessMap: map,
		roughnessMap: map,
		emissiveMap: map,
		aoMap: map,
	}),
	new MeshStandardMaterial({
		alphaTest: 0.5,
		alphaMap: map,
		flatShading: true,
		transparent: true,
		opacity: 0.5,
	}),
	new MeshPhysicalMaterial({
		sheen: 1,
		sheenColorMap: map,
		clearcoat: 1,
		clearcoatNormalMap: normalMap,
		iridescence: 1,
		iridescenceMap: map,
		anisotropy: 0.8,
		anisotropyMap: map,
		specularColorMap: map,
	}),
	new MeshPhysicalMaterial({ transmission: 1, thickness: 0.3, dispersion: 2, thicknessMap: map }),
	new MToonMaterial({ map, normalMap }),
];

/** A sphere that is morphed half way: positions, normals, colours. */
function ball(material: Material): Mesh {
	const geometry: BufferGeometry = new SphereGeometry(0.42, 8, 6);
	const { count } = geometry.getAttribute("position");
	const fill = (width: number, value: (at: number) => number) =>
		new BufferAttribute(
			Float32Array.from({ length: width * count }, (_, at) => value(at)),
			width,
		);
	geometry.setAttribute(
		"color",
		fill(3, (at) => (at % 7) / 7),
	);
	geometry.setAttribute("uv1", geometry.getAttribute("uv"));
	geometry.morphTargetsRelative = true;
	geometry.morphAttributes.position = [fill(3, (at) => (at % 3 === 0 ? 0.1 : 0))];
	geometry.morphAttributes.normal = [fill(3, (at) => (at % 3 === 1 ? 0.4 : 0))];
	const mesh = new Mesh(geometry, material);
	mesh.morphTargetInfluences = [0.5];
	mesh.castShadow = mesh.receiveShadow = true;
	return mesh;
}

function sheet(): Group {
	const group = new Group();
	for (const [number, material] of materials.entries()) {
		const mesh = ball(material);
		mesh.position.set((number % 5) - 2, 2 - Math.floor(number / 5), 0);
		group.add(mesh);
	}
	const lines = new LineSegments(new BoxGeometry(0.7, 0.7, 0.7), new LineBasicMaterial({ color: 0xff00ff }));
	lines.position.set(1, 0, 0);
	const points = new Points(new BoxGeometry(0.7, 0.7, 0.7, 4, 4, 4), new PointsMaterial({ size: 0.1, map }));
	points.position.set(2, 0, 0);
	const many = new InstancedMesh(new BoxGeometry(0.2, 0.2, 0.2), new MeshStandardMaterial(), 3);
	for (let at = 0; at < 3; at++) many.setMatrixAt(at, new Matrix4().makeTranslation(at - 1, -1, 0.3));
	many.castShadow = many.receiveShadow = true;
	const floor = new Mesh(new BoxGeometry(6, 5, 0.1), new MeshStandardMaterial({ color: 0xbbbbbb }));
	floor.position.z = -0.8;
	floor.receiveShadow = true;
	const point = new PointLight(0xffaa66, 12);
	point.position.set(2, 1, 2);
	point.castShadow = true;
	const spot = new SpotLight(0x66aaff, 40, 0, 0.6, 0.5);
	spot.position.set(-3, 2, 4);
	spot.castShadow = true;
	group.add(lines, points, many, floor, point, spot, spot.target);
	return group;
}

/** Draws the sheet as a stage draws an avatar, with all that the best quality has. @returns its pixels */
function draw(): number[] {
	completeShaders();
	const canvas = new OffscreenCanvas(80, 64);
	const stage = new Stage(canvas, {
		width: 80,
		height: 64,
		quality: "medium",
		adaptive: false,
		framing: "head",
	});
	const anchors = { crown: 2, chin: -1, ground: -2, waist: -2, x: 0, front: 0.5, headWidth: 5, width: 5 };
	const avatar = { object: sheet(), anchors, update() {}, dispose() {} } as unknown as Avatar;
	stage.setAvatar(avatar);
	stage.render(seconds(1 / 60));
	const pixels = pixelsOf(canvas);
	stage.dispose();
	return [...pixels];
}

Object.assign(globalThis, { draw });
