import { homedir } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { KioskSupervisor } from "../src/supervisor/kiosk-supervisor.ts";
import { findChromium } from "./chromium.ts";

const USAGE = `npm run kiosk -- [options]

Starts Chromium with the kiosk's page and keeps both running.

  --url URL         the page [http://localhost:8420/kiosk.html]
  --data-dir DIR    Chromium's profile, kept over starts [~/.facewire-kiosk]
  --chromium PATH   the browser; by default CHROME_PATH or the usual places
  --flag FLAG       a further flag for it; may be given again
  --headless        without a window`;

const { values } = parseArgs({
	options: {
		url: { type: "string", default: "http://localhost:8420/kiosk.html" },
		"data-dir": { type: "string", default: `${homedir()}/.facewire-kiosk` },
		chromium: { type: "string" },
		flag: { type: "string", multiple: true, default: [] },
		headless: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	},
});
if (values.help) {
	console.log(USAGE);
	process.exit();
}
const chromium = values.chromium ?? findChromium();
if (chromium === undefined || !URL.canParse(values.url)) {
	console.error(
		chromium === undefined
			? "There is no Chromium; name one with --chromium."
			: `${values.url} is no address.`,
	);
	process.exit(2);
}
const supervisor = new KioskSupervisor({
	chromium,
	url: values.url,
	dataDir: resolve(values["data-dir"]),
	isHeadless: values.headless,
	extra: values.flag,
	log: (line) => console.log(line),
});
for (const signal of ["SIGINT", "SIGTERM"] as const)
	process.on(signal, () => void supervisor.dispose().then(() => process.exit()));
