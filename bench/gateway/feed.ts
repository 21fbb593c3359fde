import { startDriver } from "../../src/driver/start-driver.ts";
import { CompactEncoder } from "../../src/gateway/compact/compact-encoder.ts";
import { OpusSpeech } from "../../src/gateway/compact/opus-speech.ts";
import { parseDriverText } from "../../src/protocol/parse-driver-message.ts";
import { seconds } from "../../src/util/time.ts";
import { CREDENTIALS, DriverClient } from "../../test/driver/driver-client.ts";

const TEXT =
	"Good morning, and welcome to the museum. The exhibition begins on the left, behind the old lantern. 你好，欢迎来到博物馆。展览从左边开始。";

/** Speech as the local driver sends it when it is paced: messages of 200 ms. */
export interface Feed {
	/** SPEECH messages, as JSON text. */
	readonly speech: readonly string[];
	/** Milliseconds of sound in a message. */
	readonly period: number;
	/** Kilobits a second of the whole reply, REPLY messages and all, in either form. */
	readonly bits: { readonly json: number; readonly compact: number };
	/** What the gateway makes of the SPEECH messages for a browser that takes the compact form. */
	readonly compact: readonly Buffer[];
}

/** Makes the feed: real speech, so that the codec has real work. */
export async function makeFeed(): Promise<Feed> {
	const driver = await startDriver({ port: 0, ...CREDENTIALS, pace: seconds(60) });
	const client = await DriverClient.connect(driver);
	const { wire } = await client.ask({ DriverType: "TEXT", InputText: TEXT });
	client.close();
	await driver.dispose();
	const frames = wire.map((message) => JSON.stringify(message));
	const encoder = new CompactEncoder({ warn: (fault: unknown) => void console.error(fault) });
	encoder.prepare();
	// Whoever asks next finds the codec made.
	(await OpusSpeech.create(24_000))?.dispose();
	const forms = frames.map((text) => ({ text, compact: encoder.encode(Buffer.from(text)) }));
	encoder.dispose();
	const duration = frames.reduce((sum, text) => sum + soundOf(text), 0);
	const kilobits = (sizes: readonly number[]) =>
		(sizes.reduce((sum, size) => sum + size, 0) * 8) / duration / 1000;
	// The first and the last are shorter or longer than those between them.
	const speech = forms.filter(({ text }) => Math.abs(soundOf(text) - PERIOD / 1000) < 0.001);
	return {
		speech: speech.map(({ text }) => text),
		compact: speech.flatMap(({ compact }) => compact ?? []),
		period: PERIOD,
		bits: {
			json: kilobits(forms.map(({ text }) => Buffer.byteLength(text))),
			compact: kilobits(forms.map(({ text, compact }) => compact?.length ?? Buffer.byteLength(text))),
		},
	};
}

const PERIOD = 200;

/** Seconds of sound in a message. */
function soundOf(text: string): number {
	const message = parseDriverText(text);
	return message.type === "speech" ? message.part.samples.length / message.part.sampleRate : 0;
}
