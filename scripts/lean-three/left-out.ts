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
	// What several cameras of one picture see.
	"math/FrustumArray.js": "frustum-array.js",
};

/** Functions of three's that have nothing to do here, by file under three's `src`: what stands in them instead. */
export const EMPTIED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	// Pictures and cubes behind the avatar: a transparent ground or one colour is drawn without.
	"renderers/webgl/WebGLBackground.js": { addToRenderList: "{}" },
	// The only picture that lights a scene is the studio's, filtered already.
	"renderers/webgl/WebGLEnvironments.js": { getCube: "{ return texture; }", getPMREM: "{ return texture; }" },
	// Nothing is cut open.
	"renderers/webgl/WebGLClipping.js": {
		init: "{ return false; }",
		beginShadows: "{}",
		endShadows: "{}",
		setGlobalState: "{}",
		setState: "{}",
	},
	// Cubes of pictures from files.
	"renderers/webgl/WebGLTextures.js": { uploadCubeTexture: "{}" },
	// Shadows of a kind that the stage does not have.
	"renderers/webgl/WebGLShadowMap.js": { VSMPass: "{}" },
	// Names of CSS.
	"math/Color.js": { setStyle: "{ return this; }" },
};

/** Materials that neither the loaders nor the stage make: glTF has physical, unlit, lines and points; VRM adds MToon. */
export const LEFT_OUT_MATERIALS: readonly string[] = [
	"background",
	"backgroundCube",
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

/** Materials that no plain model has (src/renderer/plain-model.ts): loaded with the first other one. */
export const LATE_MATERIALS: readonly string[] = ["distance", "points"];

/** Texts that three's own programs ask for by name. */
export const ASKED_FOR: readonly string[] = [
	"common",
	"cube_vert",
	"tonemapping_pars_fragment",
	"colorspace_pars_fragment",
];

/** Where three writes shaders itself, and calls what others define. Files under three's `src`. */
export const SHADER_WRITERS: readonly string[] = [
	"extras/PMREMGenerator.js",
	"renderers/WebGLCubeRenderTarget.js",
	"renderers/webgl/WebGLProgram.js",
];

/** Functions of shaders that are called by names which three puts together, and the one that we want of them. */
export const TONE_MAPPING = { kind: /^\w+ToneMapping$/, ours: "NeutralToneMapping" } as const;

/** What is known besides of shaders while there are plain models only. */
export const PLAIN_FACTS: ShaderFacts = {
	never: new Set([
		...SHADER_FACTS.never,
		// Pictures other than base colour and bumps.
		"USE_ALPHAMAP",
		"USE_AOMAP",
		"USE_BUMPMAP",
		"USE_EMISSIVEMAP",
		"USE_LIGHTMAP",
		"USE_METALNESSMAP",
		"USE_NORMALMAP_OBJECTSPACE",
		"USE_PACKED_NORMALMAP",
		"USE_ROUGHNESSMAP",
		"USE_SPECULARMAP",
		// Surfaces other than those of paint and cloth.
		"USE_ALPHATEST",
		"USE_ANISOTROPY",
		"USE_ANISOTROPYMAP",
		"USE_CLEARCOAT",
		"USE_CLEARCOATMAP",
		"USE_CLEARCOAT_NORMALMAP",
		"USE_CLEARCOAT_ROUGHNESSMAP",
		"USE_DIFFUSE_ROUGHNESS",
		"USE_DIFFUSE_ROUGHNESSMAP",
		"USE_DISPERSION",
		"USE_IRIDESCENCE",
		"USE_IRIDESCENCEMAP",
		"USE_IRIDESCENCE_THICKNESSMAP",
		"USE_RETROREFLECTION",
		"USE_SHEEN_COLORMAP",
		"USE_SHEEN_ROUGHNESSMAP",
		"USE_SPECULAR_COLORMAP",
		"USE_SPECULAR_INTENSITYMAP",
		"USE_THICKNESSMAP",
		"USE_TRANSMISSION",
		"USE_TRANSMISSIONMAP",
		// Meshes other than skinned and morphed ones, and what only some tools write into theirs.
		"USE_INSTANCING",
		"USE_INSTANCING_COLOR",
		"USE_INSTANCING_MORPH",
		"USE_MORPHCOLORS",
		"USE_POINTS_UV",
		"USE_SIZEATTENUATION",
		"USE_TANGENT",
	]),
	zero: new Set([
		...SHADER_FACTS.zero,
		// The stage's own lights are directional.
		"NUM_POINT_LIGHTS",
		"NUM_POINT_LIGHT_SHADOWS",
		"NUM_SPOT_LIGHTS",
		"NUM_SPOT_LIGHT_COORDS",
		"NUM_SPOT_LIGHT_SHADOWS",
	]),
};
