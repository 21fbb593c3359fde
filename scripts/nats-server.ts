import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where packages put servers, which the path of a plain user often leaves out. */
const USUAL_PLACES = ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin"];

/** Path of a `nats-server`: `NATS_SERVER_PATH`, then the path and the usual places; `undefined` if there is none. */
export function findNatsServer(): string | undefined {
	const named = process.env.NATS_SERVER_PATH;
	if (named !== undefined && named !== "") {
		if (!existsSync(named)) throw new Error(`NATS_SERVER_PATH names ${named}, which does not exist.`);
		return named;
	}
	const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...USUAL_PLACES];
	return folders.map((folder) => join(folder, "nats-server")).find((path) => existsSync(path));
}
