import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Photographer } from "./sheet/photographer.ts";
import { SHEETS } from "./sheet/sheets.ts";

/**
 * `npm run assets:sheet [-- WORD …]`: renders the contact sheets of the shipped avatars into `docs/` in a headless
 * Chromium; with words, only those whose file name contains one of them.
 */
const FOLDER = fileURLToPath(new URL("../docs/", import.meta.url));

const words = process.argv.slice(2);
for (const { file, stage, sheet } of SHEETS) {
	if (words.length > 0 && !words.some((word) => file.includes(word))) continue;
	const photographer = await Photographer.open(stage);
	try {
		const picture = await photographer.compose(sheet);
		await writeFile(FOLDER + file, picture);
		process.stdout.write(
			`docs/${file}: ${Math.round(picture.length / 1000)} kB, ${sheet.frames.length} pictures\n`,
		);
	} finally {
		await photographer.dispose();
	}
}
