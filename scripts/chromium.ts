import { existsSync } from "node:fs";
import { chromium } from "playwright";

/** Flags under which Chromium renders WebGL in software, starts audio without a gesture and stays off the network. */
export const CHROMIUM_ARGS = [
	"--no-sandbox",
	"--disable-quic",
	"--no-first-run",
	"--disable-background-networking",
	"--disable-component-update",
	"--disable-sync",
	"--autoplay-policy=no-user-gesture-required",
	"--use-gl=angle",
	"--use-angle=swiftshader",
	"--enable-unsafe-swiftshader",
] as const;

const USUAL_PLACES = [
	"/usr/bin/chromium",
	"/usr/bin/chromium-browser",
	"/usr/bin/google-chrome",
	"/usr/bin/google-chrome-stable",
	"/snap/bin/chromium",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
	"/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Path of a Chromium to test with: `CHROME_PATH`, the usual places, Playwright's own; `undefined` if there is none. */
export function findChromium(): string | undefined {
	const named = process.env.CHROME_PATH;
	if (named !== undefined && named !== "") {
		if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
		return named;
	}
	return [...USUAL_PLACES, chromium.executablePath()].find((path) => existsSync(path));
}
