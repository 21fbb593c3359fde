import type { AlphaLayout } from "../stream-descriptor.ts";
import { alphaColumns } from "./alpha-layout.ts";

const VERTEX = `#version 300 es
out vec2 at;
void main() {
	vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
	at = vec2(corner.x, 1.0 - corner.y);
	gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

// Half a texel inside its own columns: colour and alpha must not run into each other.
const FRAGMENT = `#version 300 es
precision highp float;
uniform sampler2D picture;
uniform vec3 columns; // width, start of alpha, half a texel; in shares of the picture
in vec2 at;
out vec4 colour;
void main() {
	float x = clamp(at.x * columns.x, columns.z, columns.x - columns.z);
	float alpha = texture(picture, vec2(columns.y + x, at.y)).r;
	colour = vec4(texture(picture, vec2(x, at.y)).rgb * alpha, alpha);
}`;

/** Unpacks a picture that carries its alpha beside the colour, on the GPU. Main thread. */
export class AlphaCanvas {
	readonly canvas: HTMLCanvasElement = document.createElement("canvas");
	readonly #asked: number | null;
	readonly #gl: WebGL2RenderingContext;
	readonly #columns: WebGLUniformLocation | null;

	/** @throws {TypeError} if there is no WebGL 2 */
	constructor({ width }: AlphaLayout) {
		this.#asked = width;
		this.canvas.style.cssText = "width:100%;height:100%;object-fit:contain;display:block";
		const gl = this.canvas.getContext("webgl2", {
			premultipliedAlpha: true,
			antialias: false,
			// Whoever measures or copies the picture finds it there between two frames, too.
			preserveDrawingBuffer: true,
		});
		if (gl === null) throw new TypeError("A stream with alpha needs WebGL 2");
		this.#gl = gl;
		const program = gl.createProgram();
		for (const [type, source] of [
			[gl.VERTEX_SHADER, VERTEX],
			[gl.FRAGMENT_SHADER, FRAGMENT],
		] as const) {
			const shader = gl.createShader(type) as WebGLShader;
			gl.shaderSource(shader, source);
			gl.compileShader(shader);
			gl.attachShader(program, shader);
		}
		gl.linkProgram(program);
		gl.useProgram(program);
		this.#columns = gl.getUniformLocation(program, "columns");
		gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
		for (const side of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T])
			gl.texParameteri(gl.TEXTURE_2D, side, gl.CLAMP_TO_EDGE);
		gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
	}

	/** Draws the frame that `video` shows. A picture without room for alpha is drawn as it is. */
	draw(video: HTMLVideoElement): void {
		const { videoWidth, videoHeight } = video;
		if (videoWidth === 0) return;
		const gl = this.#gl;
		const columns = alphaColumns(videoWidth, this.#asked);
		const width = Math.round(columns?.width ?? videoWidth);
		if (this.canvas.width !== width || this.canvas.height !== videoHeight) {
			this.canvas.width = width;
			this.canvas.height = videoHeight;
			gl.viewport(0, 0, width, videoHeight);
		}
		gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, video);
		const { width: share, start } = columns ?? { width: videoWidth, start: 0 };
		gl.uniform3f(this.#columns, share / videoWidth, start / videoWidth, 0.5 / videoWidth);
		gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
	}

	/** Frees the GPU's memory and takes the canvas out of the page. Idempotent. */
	dispose(): void {
		this.#gl.getExtension("WEBGL_lose_context")?.loseContext();
		this.canvas.remove();
	}
}
