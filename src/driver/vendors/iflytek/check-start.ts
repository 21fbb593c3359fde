import type { Fields } from "../../../protocol/loose-fields.ts";
import { ProtocolFault } from "./iflytek-fault.ts";

/** What the tables demand of a start; the service's own wording where it is known. */
export function checkStart(avatar: Fields, stream: Fields): void {
	const least = (path: string, value: unknown, bound: number) => {
		if (value !== undefined && Number(value) < bound)
			throw new ProtocolFault(
				10_163,
				`'$.parameter.avatar.${path}' value must be larger or equal than ${bound}`,
			);
	};
	if (typeof avatar.avatar_id !== "string" || avatar.avatar_id === "")
		throw new ProtocolFault(10_163, "'$.parameter.avatar.avatar_id' is required");
	if (typeof stream.protocol !== "string")
		throw new ProtocolFault(10_163, "'$.parameter.avatar.stream.protocol' is required");
	least("stream.bitrate", stream.bitrate, 200);
	least("stream.fps", stream.fps, 13);
	for (const name of ["width", "height"])
		if (avatar[name] !== undefined && Number(avatar[name]) % 4 !== 0)
			throw new ProtocolFault(10_163, `'$.parameter.avatar.${name}' must be a multiple of 4`);
}
