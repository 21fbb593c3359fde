import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { lightHead } from "./light-head.ts";
import { writeRig } from "./write-rig.ts";

// Writes the committed copy of the light head: `npx tsx assets/light-head/build.ts`.
const target = new URL("../public/avatars/light-head.glb", import.meta.url);
await mkdir(new URL(".", target), { recursive: true });
const rig = lightHead();
const bytes = await writeRig(rig);
await writeFile(target, bytes);
const vertices = rig.meshes.reduce((sum, { positions }) => sum + positions.length / 3, 0);
console.log(`${fileURLToPath(target)}: ${vertices} vertices, ${bytes.length} bytes`);
