import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findFfmpeg } from "../../src/driver/vendors/media/ffmpeg.ts";

let files = 0;

/** Writes a file for another program to read. */
export function temporaryFile(ending: string, content: string | Uint8Array): string {
	const path = join(tmpdir(), `facewire-${process.pid}-${++files}${ending}`);
	writeFileSync(path, content);
	return path;
}

/** What ffprobe, which lies beside ffmpeg, says of a file. @throws Error with its words if it cannot read it */
export function ffprobe(path: string, ...show: readonly string[]): Record<string, unknown> {
	const program = (findFfmpeg() ?? "ffmpeg").replace(/ffmpeg(?=[^/]*$)/, "ffprobe");
	const result = spawnSync(program, ["-v", "error", "-of", "json", ...show, path], { encoding: "utf8" });
	if (result.status !== 0) throw new Error(`ffprobe: ${result.stderr || result.error?.message}`);
	return JSON.parse(result.stdout) as Record<string, unknown>;
}
