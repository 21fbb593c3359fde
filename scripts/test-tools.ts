import { findFfmpeg } from "../src/driver/vendors/media/ffmpeg.ts";
import { findChromium } from "./chromium.ts";
import { findNatsServer, findNginx, findPraat } from "./server-program.ts";

/** A program that tests need beside Node. */
export interface TestTool {
	readonly name: string;
	/** Where it is, or `undefined`. @throws {Error} with one sentence if it is named but not there. */
	readonly find: () => string | undefined;
	/** Name of the Debian package. */
	readonly debianPackage: string;
	/** Command that installs it without root, if there is one. */
	readonly otherwise: readonly string[] | null;
	/** What a person does if neither works. */
	readonly advice: string;
}

/** Everything that tests need beside Node; a further tool is one more entry. */
export const TEST_TOOLS: readonly TestTool[] = [
	{
		name: "Chromium",
		find: findChromium,
		debianPackage: "chromium",
		otherwise: ["npx", "playwright", "install", "chromium"],
		advice: "install Chromium or Chrome, or set CHROME_PATH to one",
	},
	{
		name: "ffmpeg",
		find: findFfmpeg,
		debianPackage: "ffmpeg",
		otherwise: null,
		advice: "install ffmpeg, or set FFMPEG_PATH to one",
	},
	{
		name: "nats-server",
		find: findNatsServer,
		debianPackage: "nats-server",
		otherwise: null,
		advice: "install nats-server 2.9 or later (https://nats.io/download), or set NATS_SERVER_PATH to one",
	},
	{
		name: "nginx",
		find: findNginx,
		debianPackage: "nginx-light",
		otherwise: null,
		advice: "install nginx, or set NGINX_PATH to one",
	},
	{
		name: "Praat",
		find: findPraat,
		debianPackage: "praat",
		otherwise: null,
		advice: "install Praat (https://praat.org), or set PRAAT_PATH to it",
	},
];
