import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildAvatar } from "./generator/build-avatar.ts";
import { FULL, LIGHT } from "./generator/detail.ts";
import { LOOKS } from "./generator/looks/looks.ts";

/**
 * `npm run assets [-- LOOK …] [--full | --light]`: writes the avatars to `assets/public/avatars`. The output is
 * committed; the same sources give the same bytes.
 */
const FOLDER = fileURLToPath(new URL("./public/avatars/", import.meta.url));

const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith("--"));
const levels = [FULL, LIGHT].filter(
	({ name }) => !words.some((w) => w === "--full" || w === "--light") || words.includes(`--${name}`),
);
const looks = LOOKS.filter((look) => names.length === 0 || names.includes(look.name));
if (looks.length === 0)
	throw new TypeError(`No look called ${names.join(", ")}: ${LOOKS.map((l) => l.name).join(", ")}.`);

await mkdir(FOLDER, { recursive: true });
for (const look of looks)
	for (const detail of levels) {
		const avatar = await buildAvatar(look, detail);
		const file = `${look.name}${detail === LIGHT ? "-light" : ""}.vrm`;
		await writeFile(FOLDER + file, avatar.bytes);
		const size = Math.round(avatar.bytes.length / 1000);
		process.stdout.write(`${file}: ${size} kB, ${avatar.vertices} vertices, ${avatar.triangles} triangles\n`);
		if (words.includes("--parts")) console.table(avatar.parts);
	}
