import type { HeapSnapshot } from "../../scripts/kiosk/supervised-kiosk.ts";

/** Kinds of heap nodes that are the engine's own: compiled code and its notes, shapes of objects, tables. */
const ENGINE: ReadonlySet<string> = new Set(["code", "hidden", "object shape", "synthetic"]);

/** So begin the names of further ones: templates of the page's interfaces, lists of who refers weakly to what. */
const SYSTEM = "system / ";

/** Kilobytes of a heap: what scripts have made, and what the engine has made of the scripts. */
export interface HeapCensus {
	readonly objects: number;
	readonly engine: number;
}

/** Sums up a snapshot, so that what a page keeps is told from what its engine keeps. */
export function heapCensus({ snapshot, nodes, strings }: HeapSnapshot): HeapCensus {
	const { node_fields: fields, node_types: types } = snapshot.meta;
	const [type, name, size] = ["type", "name", "self_size"].map((field) => fields.indexOf(field)) as [
		number,
		number,
		number,
	];
	let objects = 0;
	let engine = 0;
	for (let node = 0; node < nodes.length; node += fields.length) {
		const bytes = nodes[node + size] ?? 0;
		const kind = types[0][nodes[node + type] ?? 0] ?? "";
		if (ENGINE.has(kind) || strings[nodes[node + name] ?? 0]?.startsWith(SYSTEM)) engine += bytes;
		else objects += bytes;
	}
	return { objects: objects / 1024, engine: engine / 1024 };
}
