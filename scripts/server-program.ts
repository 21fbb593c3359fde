import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where packages put programs, which the path of a plain user often leaves out. */
const USUAL_PLACES = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

/**
 * Path of a program: what the variable names, then the path and the usual places; `undefined` if there is none.
 * @throws {Error} with one sentence if the variable names nothing that is there.
 */
function findProgram(program: string, variable: string): string | undefined {
	const named = process.env[variable];
	if (named !== undefined && named !== "") {
		if (!existsSync(named)) throw new Error(`${variable} names ${named}, which does not exist.`);
		return named;
	}
	const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...USUAL_PLACES];
	return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

export const findNatsServer = () => findProgram("nats-server", "NATS_SERVER_PATH");

export const findNginx = () => findProgram("nginx", "NGINX_PATH");

export const findPraat = () => findProgram("praat", "PRAAT_PATH");
