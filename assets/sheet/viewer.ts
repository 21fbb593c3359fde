import { type VRM, VRMLoaderPlugin } from "@pixiv/three-vrm";
import {
	CanvasTexture,
	Color,
	DirectionalLight,
	HemisphereLight,
	Mesh,
	NeutralToneMapping,
	PCFShadowMap,
	PerspectiveCamera,
	PMREMGenerator,
	Scene,
	SRGBColorSpace,
	WebGLRenderer,
} from "three";
import { RoomEnvironment } from "three/addons/environments/RoomEnvironment.js";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import type { Sheet, Shot, Stage } from "./shot.ts";

declare global {
	interface Window {
		sheet: {
			open(stage: Stage): void;
			load(url: string): Promise<void>;
			/** One picture as a PNG data URL. */
			shoot(shot: Shot): string;
			/** Many pictures with captions in a grid, as a WebP data URL. */
			compose(sheet: Sheet): Promise<string>;
		};
	}
}

const scene = new Scene();
const camera = new PerspectiveCamera(22, 1, 0.05, 20);
let renderer: WebGLRenderer;
let vrm: VRM | undefined;
let eyes = 1.5;

function background(): CanvasTexture {
	const canvas = document.createElement("canvas");
	canvas.width = 16;
	canvas.height = 256;
	const context = canvas.getContext("2d");
	if (context === null) throw new TypeError("No 2d canvas.");
	const gradient = context.createLinearGradient(0, 0, 0, 256);
	gradient.addColorStop(0, "#dfe6f3");
	gradient.addColorStop(1, "#c9c3dc");
	context.fillStyle = gradient;
	context.fillRect(0, 0, 16, 256);
	const texture = new CanvasTexture(canvas);
	texture.colorSpace = SRGBColorSpace;
	return texture;
}

function addLights(): void {
	const key = new DirectionalLight(new Color("#fff0e0"), 2.2);
	key.position.set(-0.6, eyes + 0.58, 0.95);
	key.target.position.set(0, eyes, 0);
	key.castShadow = true;
	key.shadow.mapSize.set(2048, 2048);
	Object.assign(key.shadow.camera, { left: -0.4, right: 0.4, top: 0.3, bottom: -0.6, near: 0.1, far: 3 });
	key.shadow.bias = -0.0008;
	key.shadow.normalBias = 0.002;
	key.shadow.radius = 6;
	key.shadow.intensity = 0.7;
	scene.add(key, key.target);
	const lamps = [
		["#cfdcff", 0.5, 1, 0.1, 0.8],
		["#ffd9c0", 1.6, 0.9, 0.7, -1],
		["#c9d8ff", 1.2, -1, 0.5, -0.9],
	] as const;
	for (const [colour, intensity, x, y, z] of lamps) {
		const lamp = new DirectionalLight(new Color(colour), intensity);
		lamp.position.set(x, y, z);
		scene.add(lamp);
	}
	scene.add(new HemisphereLight("#fff4ea", "#d09a8a", 0.35));
}

function pose(shot: Shot): void {
	const humanoid = vrm?.humanoid;
	if (humanoid === undefined) return;
	humanoid.resetNormalizedPose();
	const turn = (
		bone: Parameters<typeof humanoid.getNormalizedBoneNode>[0],
		x: number,
		y: number,
		z: number,
	): void => {
		humanoid.getNormalizedBoneNode(bone)?.rotation.set(x, y, z);
	};
	const down = (74 * Math.PI) / 180;
	if (shot.pose !== "rest") {
		turn("leftUpperArm", 0, 0, -down);
		turn("rightUpperArm", 0, 0, down);
	}
	if (shot.pose === "wave") {
		turn("rightUpperArm", 0, 0.35, 1.2);
		turn("rightLowerArm", 0, 0.2, -2.55);
		turn("rightHand", 1.1, 0, 0);
	}
	if (shot.pose === "explain") {
		for (const [side, s] of [
			["left", 1],
			["right", -1],
		] as const) {
			turn(`${side}UpperArm`, 0, s * -0.35, s * -1.15);
			turn(`${side}LowerArm`, 0.6, s * -1.75, 0);
			for (const finger of ["Index", "Middle", "Ring", "Little"] as const) {
				turn(`${side}${finger}Proximal`, 0, 0, s * -0.35);
				turn(`${side}${finger}Intermediate`, 0, 0, s * -0.4);
			}
		}
	}
	const [x, y, z] = shot.head ?? [0, 0, 0];
	turn("head", x, y, z);
}

window.sheet = {
	open({ width, height, ratio }) {
		renderer = new WebGLRenderer({ antialias: true, preserveDrawingBuffer: true });
		renderer.setPixelRatio(ratio);
		renderer.setSize(width, height);
		renderer.toneMapping = NeutralToneMapping;
		renderer.shadowMap.enabled = true;
		renderer.shadowMap.type = PCFShadowMap;
		document.body.append(renderer.domElement);
		camera.aspect = width / height;
		camera.updateProjectionMatrix();
		scene.background = background();
		scene.environment = new PMREMGenerator(renderer).fromScene(new RoomEnvironment(), 0.04).texture;
		scene.environmentIntensity = 0.4;
		addLights();
	},

	async load(url) {
		if (vrm !== undefined) scene.remove(vrm.scene);
		const loader = new GLTFLoader();
		loader.register((parser) => new VRMLoaderPlugin(parser));
		const gltf = await loader.loadAsync(url);
		vrm = gltf.userData.vrm as VRM;
		vrm.scene.traverse((object) => {
			if (!(object instanceof Mesh)) return;
			object.frustumCulled = false;
			object.castShadow = !/eye|catch|lash|brow|mouth/i.test(object.name);
			object.receiveShadow = !/eye|catch/i.test(object.name);
		});
		scene.add(vrm.scene);
		scene.updateMatrixWorld(true);
		eyes = 1.5;
	},

	shoot(shot) {
		const manager = vrm?.expressionManager;
		if (vrm === undefined || manager === undefined) throw new TypeError("Load an avatar first.");
		for (const expression of manager.expressions) expression.weight = 0;
		for (const [name, weight] of Object.entries(shot.weights ?? {})) {
			if (manager.getExpression(name) === null) throw new RangeError(`No expression "${name}".`);
			manager.setValue(name, weight);
		}
		pose(shot);
		vrm.update(0);
		const yaw = ((shot.yaw ?? 0) * Math.PI) / 180;
		const pitch = ((shot.pitch ?? 0) * Math.PI) / 180;
		const distance = shot.distance ?? 0.92;
		const height = eyes + (shot.height ?? -0.035);
		camera.position.set(
			Math.sin(yaw) * Math.cos(pitch) * distance,
			height + Math.sin(pitch) * distance,
			Math.cos(yaw) * Math.cos(pitch) * distance,
		);
		camera.lookAt(0, height, 0);
		renderer.render(scene, camera);
		return renderer.domElement.toDataURL("image/png");
	},

	async compose({ frames, columns, quality }) {
		const { width, height } = renderer.domElement;
		const canvas = document.createElement("canvas");
		canvas.width = width * columns;
		canvas.height = height * Math.ceil(frames.length / columns);
		const context = canvas.getContext("2d");
		if (context === null) throw new TypeError("No 2d canvas.");
		context.font = "13px sans-serif";
		context.fillStyle = "#2b3040";
		let loaded = "";
		for (const [i, { file, shot }] of frames.entries()) {
			if (file !== loaded) await window.sheet.load(file);
			loaded = file;
			window.sheet.shoot(shot);
			const [x, y] = [(i % columns) * width, Math.floor(i / columns) * height];
			context.drawImage(renderer.domElement, x, y);
			context.fillText(shot.name, x + 6, y + height - 8);
		}
		return canvas.toDataURL("image/webp", quality);
	},
};
