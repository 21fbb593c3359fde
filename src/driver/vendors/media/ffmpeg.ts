import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const isProgram = (path: string): boolean => {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
};

/**
 * Path of ffmpeg: what `FFMPEG_PATH` names, else the first on the path; `undefined` if there is none. Only the
 * stand-ins' HLS and HTTP-FLV need it.
 * @throws {Error} with one sentence if `FFMPEG_PATH` names what is not there.
 */
export function findFfmpeg(environment: NodeJS.ProcessEnv = process.env): string | undefined {
	const named = environment.FFMPEG_PATH;
	if (named !== undefined && named !== "") {
		if (!isProgram(named)) throw new Error(`FFMPEG_PATH names ${named}, which is not a program.`);
		return named;
	}
	return (environment.PATH ?? "")
		.split(delimiter)
		.filter((folder) => folder !== "")
		.map((folder) => join(folder, "ffmpeg"))
		.find(isProgram);
}
