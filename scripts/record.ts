import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { defaultConfig } from "../src/gateway/config.ts";
import { recordSpeech } from "./record-speech.ts";
import { startServices } from "./services.ts";

const USAGE = `tsx scripts/record.ts TEXT --out FILE

Lets the local driver say TEXT in real time and writes the conversation as a recording, to be replayed with ?replay=.`;

/** Ahead of real time by so much the driver sends, as the vendor's does. Seconds. */
const PACE = 0.5;

const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: "string" } } });
const text = positionals.join(" ");
if (text === "" || values.out === undefined) {
	console.error(USAGE);
	process.exit(2);
}
const services = await startServices({ ...defaultConfig(), port: 0, logLevel: "silent", pace: PACE });
try {
	await writeFile(values.out, await recordSpeech(services.gateway.url, text));
} finally {
	await services.dispose();
}
