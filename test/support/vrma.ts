export interface VrmaTracks {
	/** Seconds of the keys that all tracks share. */
	readonly times: readonly number[];
	/** A quaternion for each key, of a body in a T-pose that looks along +Z. Names with a colon are no bones. */
	readonly turns?: Readonly<Record<string, readonly (readonly [number, number, number, number])[]>>;
	/** Where the hips are at each key, metres. */
	readonly hips?: readonly (readonly [number, number, number])[];
	/** How high the hips rest; metres, default 0.9. */
	readonly hipsHeight?: number;
	/** Default "1.0". */
	readonly specVersion?: string;
	/** Default "VRMC_vrm_animation". */
	readonly extension?: string;
	/** Default "LINEAR". */
	readonly interpolation?: string;
}

const FLOAT = 5126;
const HEADER = 20;
const CHUNK_HEADER = 8;

/** A turn about Z, degrees. */
export function turnZ(degrees: number): readonly [number, number, number, number] {
	const half = (degrees * Math.PI) / 360;
	return [0, 0, Math.sin(half), Math.cos(half)];
}

/** A VRM animation as a GLB: every bone hangs on the hips, without a turn of its own at rest. */
export function writeVrma(tracks: VrmaTracks): ArrayBuffer {
	const { times, turns = {}, hips, hipsHeight = 0.9, interpolation = "LINEAR" } = tracks;
	const extension = tracks.extension ?? "VRMC_vrm_animation";
	const numbers: number[] = [];
	const accessors: object[] = [];
	const views: object[] = [];
	const accessor = (values: readonly number[], type: string, count: number): number => {
		views.push({ buffer: 0, byteOffset: numbers.length * 4, byteLength: values.length * 4 });
		accessors.push({ bufferView: views.length - 1, componentType: FLOAT, count, type });
		return numbers.push(...values) && accessors.length - 1;
	};
	const input = accessor(times, "SCALAR", times.length);
	const names = ["hips", ...Object.keys(turns).filter((name) => name !== "hips")];
	const samplers: object[] = [];
	const channels: object[] = [];
	const animate = (name: string, path: string, keys: readonly (readonly number[])[], type: string) => {
		samplers.push({ input, output: accessor(keys.flat(), type, keys.length), interpolation });
		channels.push({ sampler: samplers.length - 1, target: { node: names.indexOf(name), path } });
	};
	for (const [name, keys] of Object.entries(turns)) animate(name, "rotation", keys, "VEC4");
	if (hips !== undefined) animate("hips", "translation", hips, "VEC3");
	const bones = names.map((name, node) => [name, { node }] as const);
	const humanBones = Object.fromEntries(bones.filter(([name]) => !name.includes(":")));
	return glb(
		{
			asset: { version: "2.0" },
			extensionsUsed: [extension],
			extensions: { [extension]: { specVersion: tracks.specVersion ?? "1.0", humanoid: { humanBones } } },
			scene: 0,
			scenes: [{ nodes: [0] }],
			nodes: names.map((name, index) =>
				index === 0
					? { name, translation: [0, hipsHeight, 0], children: names.slice(1).map((_, child) => child + 1) }
					: { name },
			),
			animations: [{ samplers, channels }],
			accessors,
			bufferViews: views,
			buffers: [{ byteLength: numbers.length * 4 }],
		},
		new Uint8Array(Float32Array.from(numbers).buffer),
	);
}

function glb(json: object, binary: Uint8Array): ArrayBuffer {
	const text = new TextEncoder().encode(JSON.stringify(json));
	const textLength = Math.ceil(text.length / 4) * 4;
	const bytes = new Uint8Array(HEADER + textLength + CHUNK_HEADER + binary.length).fill(0x20);
	const view = new DataView(bytes.buffer);
	const words = (at: number, ...values: number[]) =>
		values.forEach((value, index) => {
			view.setUint32(at + index * 4, value, true);
		});
	words(0, 0x46546c67, 2, bytes.length, textLength, 0x4e4f534a);
	bytes.set(text, HEADER);
	words(HEADER + textLength, binary.length, 0x004e4942);
	bytes.set(binary, HEADER + textLength + CHUNK_HEADER);
	return bytes.buffer;
}

/** The right hand goes up over the head, stays there and comes down: three seconds. */
export const raisedHand = (): ArrayBuffer =>
	writeVrma({
		times: [0, 0.8, 2.2, 3],
		turns: {
			rightUpperArm: [turnZ(70), turnZ(-80), turnZ(-80), turnZ(70)],
			rightLowerArm: [turnZ(0), turnZ(0), turnZ(0), turnZ(0)],
			rightIndexProximal: [turnZ(0), turnZ(40), turnZ(40), turnZ(0)],
		},
	});
