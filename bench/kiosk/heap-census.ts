import type { HeapSnapshot } from "../../scripts/kiosk/supervised-kiosk.ts";

/** Kinds of heap nodes that are the engine's own: compiled code and its notes, shapes of objects, tables. */
const ENGINE: ReadonlySet<string> = new Set(["code", "hidden", "object shape", "synthetic"]);

/** Kilobytes of a heap: what scripts have made, and what the engine has made of the scripts. */
export interface HeapCensus {
	readonly objects: number;
	readonly engine: number;
}

/** Sums up a snapshot, so that what a page keeps is told from what its compilers keep. */
export function heapCensus({ snapshot, nodes }: HeapSnapshot): HeapCensus {
	const { node_fields: fields, node_types: types } = snapshot.meta;
	const [type, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
	let objects = 0;
	let engine = 0;
	for (let node = 0; node < nodes.length; node += fields.length) {
		const bytes = nodes[node + size] ?? 0;
		if (ENGINE.has(types[0][nodes[node + type] ?? 0] ?? "")) engine += bytes;
		else objects += bytes;
	}
	return { objects: objects / 1024, engine: engine / 1024 };
}
