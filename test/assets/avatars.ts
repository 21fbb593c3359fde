import { fileURLToPath } from "node:url";
import { LOOKS } from "../../assets/generator/looks/looks.ts";

const FOLDER = fileURLToPath(new URL("../../assets/public/avatars/", import.meta.url));

/** Path of a shipped avatar. */
export function avatarPath(look: string, light = false): string {
	return `${FOLDER}${look}${light ? "-light" : ""}.vrm`;
}

/** Every look by name. */
const LOOK_NAMES = LOOKS.map(({ name }) => name);

/** Every shipped file: name and path. */
export const AVATAR_FILES = LOOK_NAMES.flatMap((look) =>
	[false, true].map((light) => [light ? `${look}-light` : look, avatarPath(look, light)] as const),
);
