import type { ShaderFacts } from "./lean-shader.ts";

// What of three no avatar uses. Each with its reason: who adds a feature that needs it takes it out of here.

/** Parts of three's renderer that are replaced by a few lines: file under three's `src`, file under `stand-ins`. */
export const STAND_INS: Readonly<Record<string, string>> = {
	// There are no headsets.
	"renderers/webxr/WebXRManager.js": "webxr-manager.js",
	// Uniform blocks that several materials share.
	"renderers/webgl/WebGLUniformsGroups.js": "uniforms-groups.js",
	// Effects over the finished picture.
	"renderers/webgl/WebGLOutput.js": "output.js",
};

/** Materials that neither the loaders nor the stage make: glTF has physical, unlit, lines and points; VRM adds MToon. */
export const LEFT_OUT_MATERIALS: readonly string[] = [
	"equirect",
	"linedashed",
	"meshlambert",
	"meshmatcap",
	"meshnormal",
	"meshphong",
	"meshtoon",
	"shadow",
	"sprite",
	"vsm",
];

export const SHADER_FACTS: ShaderFacts = {
	never: new Set([
		// The materials above.
		"LAMBERT",
		"PHONG",
		"USE_GRADIENTMAP",
		"USE_MATCAP",
		// Scenes have no fog.
		"USE_FOG",
		"FOG_EXP2",
		// Neither glTF nor VRM batches meshes, moves surfaces by pictures or dithers transparency.
		"USE_BATCHING",
		"USE_BATCHING_COLOR",
		"USE_DISPLACEMENTMAP",
		"USE_ALPHAHASH",
		// Options of the renderer that we do not set.
		"USE_LOGARITHMIC_DEPTH_BUFFER",
		"USE_REVERSED_DEPTH_BUFFER",
		"DITHERING",
		"SHADOWMAP_TYPE_BASIC",
		"SHADOWMAP_TYPE_VSM",
		// The only pictures that light a scene are the studio's, filtered beforehand.
		"ENVMAP_TYPE_CUBE",
		// No films as textures.
		"DECODE_VIDEO_TEXTURE",
		"DECODE_VIDEO_TEXTURE_EMISSIVE",
	]),
	zero: new Set([
		// glTF has directional, point and spot lights, without pictures in them.
		"NUM_SUN_LIGHTS",
		"NUM_SUN_LIGHT_SHADOWS",
		"NUM_RECT_AREA_LIGHTS",
		"NUM_HEMI_LIGHTS",
		"NUM_SPOT_LIGHT_MAPS",
		"NUM_LIGHT_PROBE_GRIDS",
		// Nothing is cut open.
		"NUM_CLIPPING_PLANES",
	]),
};
