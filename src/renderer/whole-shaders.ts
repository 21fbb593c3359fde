/**
 * Shader texts that plain models do not need, by their names in three's `ShaderChunk`. Only the package's build leaves
 * any out of three, and then puts them here (`scripts/lean-three`); elsewhere three has them all from the beginning.
 */
export const WHOLE_SHADERS: Readonly<Record<string, string>> = {};

/** The names of the two texts of each material in three's `ShaderLib`. */
export const MATERIAL_SHADERS: Readonly<
	Record<string, { readonly vertex: string; readonly fragment: string }>
> = {};
