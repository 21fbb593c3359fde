import {
	BackSide,
	BoxGeometry,
	Color,
	Mesh,
	MeshBasicMaterial,
	PlaneGeometry,
	PMREMGenerator,
	Scene,
	type Texture,
	type WebGLRenderer,
	type WebGLRenderTarget,
} from "three";
import { STUDIO, type StudioSurface } from "./studio.ts";

/** Image-based light of the studio, drawn once; no picture is downloaded. Needs a living context, and a second without a GPU. */
export class StudioEnvironment {
	readonly #target: WebGLRenderTarget;

	constructor(renderer: WebGLRenderer) {
		const room = studioScene();
		const generator = new PMREMGenerator(renderer);
		this.#target = generator.fromScene(room) as unknown as WebGLRenderTarget;
		generator.dispose();
		for (const { geometry, material } of room.children as Mesh<BoxGeometry, MeshBasicMaterial>[]) {
			geometry.dispose();
			material.dispose();
		}
	}

	/** For a scene's `environment`. */
	get texture(): Texture {
		return this.#target.texture;
	}

	dispose(): void {
		this.#target.dispose();
	}
}

function studioScene(): Scene {
	const { size, floorY, walls, floor, panels } = STUDIO;
	const scene = new Scene();
	const room = new Mesh(new BoxGeometry(size, size, size), glow(walls));
	room.material.side = BackSide;
	const ground = new Mesh(new PlaneGeometry(size, size), glow(floor));
	ground.position.y = floorY;
	ground.lookAt(0, 0, 0);
	scene.add(room, ground);
	for (const panel of panels) {
		const mesh = new Mesh(new PlaneGeometry(panel.width, panel.height), glow(panel));
		mesh.position.set(...panel.at);
		mesh.lookAt(0, 0, 0);
		scene.add(mesh);
	}
	return scene;
}

const glow = ({ color, brightness }: StudioSurface): MeshBasicMaterial =>
	new MeshBasicMaterial({ color: new Color(color).multiplyScalar(brightness) });
