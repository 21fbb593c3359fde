import { fileURLToPath } from "node:url";
import { buildPackage } from "../scripts/package/build-package.ts";
import { packageWeight } from "../scripts/package/package-weight.ts";
import type { Bench } from "./bench.ts";
import { row } from "./support/rows.ts";

const FOLDER = fileURLToPath(new URL("../node_modules/.cache/facewire-bench/package", import.meta.url));

/** Kilobytes, of 1000 bytes. */
export const SHELL_LIMIT = 15;
export const ALL_LIMIT = 200;

/** What the widget weighs: the package as it is published, gzip -9, avatars apart. */
export const size: Bench = {
	name: "size",
	async run() {
		await buildPackage(FOLDER);
		const { shell, all, codec, files } = packageWeight(`${FOLDER}/dist`);
		return [
			row("shell.gz", "kB", { ours: shell / 1000, limit: SHELL_LIMIT }, "element.js and what it imports"),
			row(
				"all.gz",
				"kB",
				{ ours: all / 1000, limit: ALL_LIMIT },
				"until the first word of the default avatar, main thread and workers",
			),
			row(
				"codec.gz",
				"kB",
				{ ours: codec / 1000 },
				"besides, where the page's policy allows WebAssembly: Opus, which saves as much in a second of speech",
			),
			...[...files]
				.sort(([, one], [, other]) => other - one)
				.map(([file, bytes]) =>
					row(`file.${file.replace(/-[\w-]{8}\.js$/, ".js")}`, "kB", { ours: bytes / 1000 }),
				),
		];
	},
};
