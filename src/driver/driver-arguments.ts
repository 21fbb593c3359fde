import { parseArgs } from "node:util";
import { type Seconds, seconds } from "../util/time.ts";
import { type ChatEndpoint, readChatEndpoint } from "./chat/chat-endpoint.ts";

/** What `--help` prints. */
export const HELP = `The local driver: speaks the endpoint-rendering driver API on a WebSocket.

  tsx src/driver/main.ts [options]

  --port NUMBER          TCP port, 0 for a free one (DRIVER_PORT, 8788)
  --host ADDRESS         address to listen at (DRIVER_HOST, 127.0.0.1)
  --appkey KEY           appkey of those who may connect (DRIVER_APPKEY, "local")
  --access-token TOKEN   secret that they sign with (DRIVER_ACCESS_TOKEN, "local")
  --pace SECONDS         send sound at most so far ahead of real time; as fast as possible if not given
  --answers FILE         Markdown file of questions and answers (assets/answers.md)
  --llm-url URL          OpenAI-compatible endpoint that answers CHAT, such as http://localhost:11434/v1 (LLM_URL)
  --llm-model NAME       model to ask there (LLM_MODEL); its key, if it needs one, comes from LLM_API_KEY
  --log-level LEVEL      debug, info, warn or silent (info)
  --help                 show this
`;

const LOG_LEVELS = ["debug", "info", "warn", "silent"] as const;

/** Longest lead that `--pace` takes, seconds: beyond it nothing is paced. */
const LONGEST_PACE = 60;

/** The program's arguments, read. */
export interface DriverArguments {
	readonly port: number;
	readonly host: string;
	readonly appkey: string;
	readonly accessToken: string;
	readonly pace?: Seconds;
	readonly answersFile?: string;
	readonly chat?: { readonly endpoint: ChatEndpoint };
	readonly logLevel: (typeof LOG_LEVELS)[number];
	readonly help: boolean;
}

/** Reads flags, and the environment where a flag is not given. Throws a `TypeError` that names what makes no sense. */
export function readDriverArguments(
	args: readonly string[],
	environment: Readonly<Record<string, string | undefined>>,
): DriverArguments {
	const { values } = parseArgs({
		args: [...args],
		options: {
			port: { type: "string", default: environment.DRIVER_PORT ?? "8788" },
			host: { type: "string", default: environment.DRIVER_HOST ?? "127.0.0.1" },
			appkey: { type: "string", default: environment.DRIVER_APPKEY ?? "local" },
			"access-token": { type: "string", default: environment.DRIVER_ACCESS_TOKEN ?? "local" },
			pace: { type: "string" },
			answers: { type: "string" },
			"llm-url": { type: "string", default: environment.LLM_URL ?? "" },
			"llm-model": { type: "string", default: environment.LLM_MODEL ?? "" },
			"log-level": { type: "string", default: "info" },
			help: { type: "boolean", default: false },
		},
	});
	const endpoint = readChatEndpoint(values["llm-url"], values["llm-model"], environment.LLM_API_KEY ?? "");
	return {
		port: Math.floor(readNumber("port", values.port, 65_535)),
		host: values.host,
		appkey: values.appkey,
		accessToken: values["access-token"],
		...(values.pace !== undefined && { pace: seconds(readNumber("pace", values.pace, LONGEST_PACE)) }),
		...(values.answers !== undefined && { answersFile: values.answers }),
		...(endpoint !== undefined && { chat: { endpoint } }),
		logLevel: readLogLevel(values["log-level"]),
		help: values.help,
	};
}

function readNumber(name: string, text: string, max: number): number {
	const value = Number(text);
	if (text.trim() === "" || !(value >= 0 && value <= max))
		throw new TypeError(`--${name}: expected a number of 0 to ${max}, got "${text}"`);
	return value;
}

function readLogLevel(text: string): DriverArguments["logLevel"] {
	const level = LOG_LEVELS.find((candidate) => candidate === text);
	if (level === undefined)
		throw new TypeError(`--log-level: expected ${LOG_LEVELS.join(", ")}, got "${text}"`);
	return level;
}
