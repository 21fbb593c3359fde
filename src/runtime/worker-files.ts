import playout from "../../workers/playout.worklet.ts?worker&url";
import session from "../../workers/session.worker.ts?worker&url";
import stage from "../../workers/stage.worker.ts?worker&url";

/** The files that run beside the main thread. */
const FILES = { playout, session, stage } as const;

export type WorkerFile = keyof typeof FILES;

/**
 * Absolute address of a worker's or worklet's file: where the bundler put it, or of the same name under `base`
 * (absolute, ends in a slash) for hosts that serve these files themselves.
 */
export function workerFile(file: WorkerFile, base?: string): string {
	const built = new URL(FILES[file], import.meta.url);
	return base === undefined ? built.href : new URL(lastPart(built.pathname), base).href;
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
