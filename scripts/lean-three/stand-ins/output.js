/** Made by three's renderer only if it is to draw into a buffer of another type, which it is not. */
export function WebGLOutput() {
	throw new TypeError("Effects over the finished picture are left out, see scripts/lean-three.");
}
