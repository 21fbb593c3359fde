import { expect, it } from "vitest";
import { heapCensus } from "../../../bench/kiosk/heap-census.ts";

it("tells what scripts have made from what the engine keeps of them", () => {
	const census = heapCensus({
		snapshot: {
			meta: { node_fields: ["type", "name", "id", "self_size"], node_types: [["object", "code", "native"]] },
		},
		nodes: [...[0, 0, 1, 1024], ...[1, 1, 2, 2048], ...[2, 2, 3, 4096], ...[2, 3, 4, 512]],
		strings: ["Visit", "(compiled code)", "system / FunctionTemplateInfo", "HTMLDivElement"],
	});
	expect(census).toEqual({ objects: 1.5, engine: 6 });
});
