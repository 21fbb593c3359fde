import {
	BackSide,
	BoxGeometry,
	Color,
	Mesh,
	MeshBasicMaterial,
	PMREMGenerator,
	Scene,
	type Texture,
	type WebGLRenderer,
	type WebGLRenderTarget,
} from "three";

/** One glowing panel of the studio: where it hangs, how large it is and how bright. */
interface Panel {
	readonly color: number;
	readonly brightness: number;
	readonly at: readonly [number, number, number];
	readonly size: readonly [number, number, number];
}

/** A room with a large soft box to the front left, a smaller one to the right, strips behind, and a bright ceiling. */
const PANELS: readonly Panel[] = [
	{ color: 0xfff3e6, brightness: 9, at: [-4.2, 3.2, 4.5], size: [2.6, 3, 0.2] },
	{ color: 0xdde8ff, brightness: 4, at: [4.6, 1.6, 4], size: [2, 3, 0.2] },
	{ color: 0xffe2cc, brightness: 6, at: [4.5, 2, -4.5], size: [1, 4, 0.2] },
	{ color: 0xd5e2ff, brightness: 5, at: [-4.5, 2, -4.5], size: [1, 4, 0.2] },
	{ color: 0xffffff, brightness: 3, at: [0, 5.6, 0], size: [7, 0.2, 7] },
];

const WALLS = { color: 0xb9bcc8, brightness: 0.75, size: 12 } as const;
const FLOOR = { color: 0x8d7f76, brightness: 0.55 } as const;

/** Blur of the captured room in radians: no panel shows as a hard square in an eye. */
const BLUR = 0.05;

/** Image-based light of a small room that is drawn once; no picture is downloaded. Needs a living context. */
export class StudioEnvironment {
	readonly #target: WebGLRenderTarget;

	constructor(renderer: WebGLRenderer) {
		const room = studio();
		const generator = new PMREMGenerator(renderer);
		this.#target = generator.fromScene(room, BLUR) as unknown as WebGLRenderTarget;
		generator.dispose();
		for (const child of room.children) if (child instanceof Mesh) free(child);
	}

	/** For a scene's `environment`. */
	get texture(): Texture {
		return this.#target.texture;
	}

	dispose(): void {
		this.#target.dispose();
	}
}

function studio(): Scene {
	const scene = new Scene();
	const walls = box(WALLS.color, WALLS.brightness, [WALLS.size, WALLS.size, WALLS.size]);
	walls.material.side = BackSide;
	const floor = box(FLOOR.color, FLOOR.brightness, [WALLS.size, 0.1, WALLS.size]);
	floor.position.y = -4;
	scene.add(walls, floor);
	for (const { color, brightness, at, size } of PANELS) {
		const panel = box(color, brightness, size);
		panel.position.set(...at);
		panel.lookAt(0, 0, 0);
		scene.add(panel);
	}
	return scene;
}

function box(color: number, brightness: number, size: readonly [number, number, number]) {
	const shade = new Color(color).multiplyScalar(brightness);
	return new Mesh(new BoxGeometry(...size), new MeshBasicMaterial({ color: shade }));
}

function free(mesh: Mesh): void {
	mesh.geometry.dispose();
	for (const material of [mesh.material].flat()) material.dispose();
}
