import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultConfig } from "../src/gateway/config.ts";
import { KIOSK_LINES, LINE_TEXTS, linePath } from "../src/kiosk/model/lines.ts";
import { KIOSK_LANGUAGES } from "../src/kiosk/model/settings.ts";
import { parseRecording } from "../src/protocol/recording.ts";
import { recordSpeech } from "./record-speech.ts";
import { startServices } from "./services.ts";

// Records what the kiosk can say without a connection: `tsx scripts/kiosk-lines.ts`. Its words: src/kiosk/model/lines.ts.

/** Places behind the point of a mouth's weight: half a percent is beyond what anybody sees. */
const WEIGHT_STEPS = 200;

/** Shortens weights to what can be seen, and sends everything at once: a recording on the kiosk waits for no network. */
function compact(recording: string): string {
	const [header = "", ...lines] = recording.trimEnd().split("\n");
	const short = lines.map((line) => {
		const entry = JSON.parse(line);
		const speech = entry.message.Payload.SpeechRsp;
		if (Array.isArray(speech?.ThFeat))
			speech.ThFeat = speech.ThFeat.map((weight: number) => Math.round(weight * WEIGHT_STEPS) / WEIGHT_STEPS);
		return JSON.stringify({ ...entry, at: 0 });
	});
	const text = `${[header, ...short].join("\n")}\n`;
	parseRecording(text);
	return text;
}

const services = await startServices({ ...defaultConfig(), port: 0, logLevel: "silent" });
try {
	for (const language of KIOSK_LANGUAGES)
		for (const line of KIOSK_LINES) {
			const file = fileURLToPath(new URL(`../assets/public/${linePath(language, line)}`, import.meta.url));
			await mkdir(dirname(file), { recursive: true });
			const text = compact(await recordSpeech(services.gateway.url, LINE_TEXTS[language][line]));
			await writeFile(file, text);
			console.log(`${linePath(language, line)}  ${Math.round(text.length / 1000)} kB`);
		}
} finally {
	await services.dispose();
}
