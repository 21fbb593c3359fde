/** No material has uniform blocks: what three's renderer asks of those that would. */
export class WebGLUniformsGroups {
	dispose() {}
}
