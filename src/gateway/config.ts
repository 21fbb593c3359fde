import { parseArgs } from "node:util";
import { CONFIG_OPTIONS, type ConfigOption } from "./config-options.ts";

/** The gateway's settings, each as its option parses it; see {@link CONFIG_OPTIONS} for meanings and units. */
export type GatewayConfig = {
	readonly [Name in keyof typeof CONFIG_OPTIONS]: ReturnType<(typeof CONFIG_OPTIONS)[Name]["parse"]>;
};

/** Settings, or every reason why there are none, one readable sentence each. */
export type ConfigResult =
	| { readonly config: GatewayConfig; readonly help: boolean }
	| { readonly problems: readonly string[] };

const OPTIONS: readonly (readonly [string, ConfigOption<unknown>])[] = Object.entries(CONFIG_OPTIONS);

/** How a setting is named to the person who gave it. */
const spelling = ({ flag, env }: ConfigOption<unknown>) => (flag === null ? env : `--${flag} (${env})`);

function readFlags(argv: readonly string[]): Record<string, string | boolean | undefined> {
	const flags = OPTIONS.flatMap(([, option]) =>
		option.flag === null ? [] : [[option.flag, { type: "string" as const }] as const],
	);
	const options = { ...Object.fromEntries(flags), help: { type: "boolean" as const } };
	return parseArgs({ args: [...argv], options, allowPositionals: false }).values;
}

function missingForTencent(config: GatewayConfig): string[] {
	if (config.upstream !== "tencent") return [];
	const needed = [
		CONFIG_OPTIONS.tencentAppkey,
		CONFIG_OPTIONS.tencentAccessToken,
		CONFIG_OPTIONS.tencentProjectId,
	];
	const given = [config.tencentAppkey, config.tencentAccessToken, config.tencentProjectId];
	return needed
		.filter((_, index) => given[index] === "")
		.map((option) => `${spelling(option)}: needed with --upstream tencent.`);
}

/** What a browser that comes back is given at once has to fit beside what is being said meanwhile. */
function ringTooLarge(config: GatewayConfig): string[] {
	if (config.ringBytes <= config.browserBacklog / 2) return [];
	const names = [CONFIG_OPTIONS.ringBytes, CONFIG_OPTIONS.browserBacklog].map(spelling);
	return [`${names[0]}: expected at most half of ${names[1]}.`];
}

function missingForKeys(config: GatewayConfig): string[] {
	if (config.access !== "key" || config.appKeys.size > 0) return [];
	return [`${spelling(CONFIG_OPTIONS.appKeys)}: at least one is needed with --access key.`];
}

/**
 * Reads the settings: a flag wins over the environment, the environment over the default. An empty text counts as
 * not given.
 */
export function parseConfig(
	argv: readonly string[],
	env: Readonly<Record<string, string | undefined>>,
): ConfigResult {
	let flags: ReturnType<typeof readFlags>;
	try {
		flags = readFlags(argv);
	} catch (error) {
		return { problems: [error instanceof Error ? error.message : String(error)] };
	}
	const problems: string[] = [];
	const values = OPTIONS.map(([name, option]) => {
		const flag = option.flag === null ? undefined : flags[option.flag];
		const text = [flag, env[option.env]].find((given) => typeof given === "string" && given !== "");
		try {
			return [name, option.parse(typeof text === "string" ? text : option.fallback)];
		} catch (error) {
			problems.push(`${spelling(option)}: ${(error as Error).message}.`);
			return [name, undefined];
		}
	});
	if (problems.length > 0) return { problems };
	const config = Object.fromEntries(values) as GatewayConfig;
	problems.push(...missingForTencent(config), ...missingForKeys(config), ...ringTooLarge(config));
	return problems.length > 0 ? { problems } : { config, help: flags.help === true };
}

/** The settings that stand if nothing is given. */
export function defaultConfig(): GatewayConfig {
	const result = parseConfig([], {});
	if ("problems" in result) throw new TypeError(result.problems.join(" "));
	return result.config;
}

/** What `--help` prints below a program's own first lines. */
export function configHelp(): string {
	const names = OPTIONS.map(([, { flag, env }]) => (flag === null ? `    ${env}` : `  --${flag}, ${env}`));
	const width = Math.max(...names.map((name) => name.length));
	return OPTIONS.map(([, { fallback, description }], index) => {
		const standing = fallback === "" ? "" : ` [${fallback}]`;
		return `${(names[index] ?? "").padEnd(width)}  ${description}${standing}`;
	}).join("\n");
}

/** The same as a Markdown table, for docs/gateway.md. */
export function configTable(): string {
	const rows = OPTIONS.map(([, { flag, env, fallback, description }]) =>
		[
			flag === null ? "–" : `\`--${flag}\``,
			`\`${env}\``,
			fallback === "" ? "–" : `\`${fallback}\``,
			description,
		].join(" | "),
	);
	return ["Flag | Environment | Default | Meaning", "--- | --- | --- | ---", ...rows]
		.map((row) => `| ${row} |`)
		.join("\n");
}
