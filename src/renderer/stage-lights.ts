import { DirectionalLight, Group, type Vector3Like } from "three";
import type { AvatarAnchors } from "./avatar-anchors.ts";
import type { QualityStep } from "./quality.ts";
import { studioProbe } from "./studio-probe.ts";

/** Directions the lights come from, character's left is +X; intensities in three's units, chosen by looking. */
const KEY = { color: 0xfff0e0, intensity: 2.1, from: { x: -0.6, y: 0.62, z: 0.95 } } as const;
const FILL = { color: 0xcfdcff, intensity: 0.55, from: { x: 0.9, y: 0.15, z: 0.8 } } as const;
const WARM_RIM = { color: 0xffd9c0, intensity: 1.5, from: { x: 0.85, y: 0.55, z: -0.9 } } as const;
const COOL_RIM = { color: 0xc9d8ff, intensity: 1.2, from: { x: -0.9, y: 0.6, z: -0.8 } } as const;

/** How far a light stands away, in heights of what it lights. */
const DISTANCE = 4;
/** Share of the shadow camera's depth (four head heights) that keeps flat-shaded faces from shading themselves. */
const SHADOW_BIAS = -0.004;
/** Blur of the shadow's edge in texels. */
const SHADOW_SOFTNESS = 5;

/** Key, fill and two rim lights, and soft light from all round where there is no image-based one. The key light's shadow follows quality and avatar. */
export class StageLights {
	readonly object = new Group();
	readonly #key = directional(KEY);
	/** Stands in for image-based light. */
	readonly #probe = studioProbe();

	constructor() {
		for (const light of [this.#key, ...[FILL, WARM_RIM, COOL_RIM].map(directional)]) {
			this.object.add(light, light.target);
		}
		this.object.add(this.#probe);
		this.#key.shadow.radius = SHADOW_SOFTNESS;
	}

	setQuality({ shadowSize, environment }: QualityStep): void {
		this.#probe.intensity = environment ? 0 : 1;
		this.#key.castShadow = shadowSize > 0;
		const { shadow } = this.#key;
		if (shadowSize === 0 || shadow.mapSize.x === shadowSize) return;
		shadow.mapSize.set(shadowSize, shadowSize);
		shadow.map?.dispose();
		shadow.map = null;
	}

	/** Aims the key light and its shadow at head and shoulders. */
	aimAt({ x, crown, chin, front, ground }: AvatarAnchors): void {
		const headHeight = crown - chin;
		const target = { x, y: Math.max(ground, chin - headHeight / 2), z: front - headHeight / 2 };
		const reach = 1.6 * headHeight;
		this.#key.target.position.copy(target);
		this.#key.position.copy(target).addScaledVector(this.#key.userData.from as never, DISTANCE * headHeight);
		const { camera } = this.#key.shadow;
		Object.assign(camera, { left: -reach, right: reach, top: reach, bottom: -reach });
		Object.assign(camera, { near: (DISTANCE - 2) * headHeight, far: (DISTANCE + 2) * headHeight });
		camera.updateProjectionMatrix();
		// Head heights, because models come in metres, centimetres and worse.
		this.#key.shadow.normalBias = 0.012 * headHeight;
		this.#key.shadow.bias = SHADOW_BIAS;
	}

	dispose(): void {
		this.#key.dispose();
	}
}

function directional({
	color,
	intensity,
	from,
}: {
	color: number;
	intensity: number;
	from: Vector3Like;
}): DirectionalLight {
	const light = new DirectionalLight(color, intensity);
	light.position.copy(from);
	light.userData.from = light.position.clone();
	return light;
}
