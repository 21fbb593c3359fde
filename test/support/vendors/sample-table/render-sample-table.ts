import { isMalformed, SAMPLES, type SampleDocument } from "../printed-samples.ts";
import { SAMPLE_CHECKS, type SampleRow } from "./sample-row.ts";
import { ROWS } from "./sample-table.ts";

const TITLES: Readonly<Record<SampleDocument, string>> = {
	"tencent-server-api": "Tencent: Server API Integration",
	"iflytek-realtime-avatar": "iFLYTEK: Real-time avatar",
	"softsugar-live-broadcasting": "SoftSugar: Interactive Live Broadcasting",
	"akool-realtime-avatar": "Akool: Real-time avatar",
};

const HEAD = `# Samples of the vendors' documents

Every JSON sample that the documents of the other vendors print, and what it leads to. The samples are in \`test/fixtures/vendors\`; this table is written by \`test/vendors/samples/sample-table.test.ts\` from the rows that the tests go by, and \`npx vitest run --project node test/vendors/samples/sample-table.test.ts -u\` writes it anew. The driver API's three samples are \`test/fixtures/protocol\`; the printed signatures are recomputed in \`test/vendors/tencent/api\` and \`test/gateway/vendors\`; tables of error codes are gone through by each adapter's own tests.

- **As printed**: what becomes of a sample that is no JSON, if somebody sends it as it stands.
- **As it is meant**: what becomes of it once it is repaired. *Sent*: the request that we send has all of its fields, with their types and nesting; what is unlike is listed. *Read*: our client finds in it what it says.

Nobody's parser takes comments or commas too many, so no message is repaired on the wire: what is no JSON is refused where it arrives, and the session goes on. Oddities inside of JSON (numbers as text, other spellings) are read as they are meant, and counted with the message.
`;

const cell = (text: string) => text.replaceAll("|", "\\|");
const code = (text: string) => `\`${text}\``;

function meaning({ refused, unlike = [], tolerated = [], note = "" }: SampleRow, isRequest: boolean): string {
	const done = isRequest ? "sent" : "read";
	const outcome =
		refused === undefined
			? done
			: isRequest
				? `refused at ${code(refused)}; else sent`
				: `refused at ${code(refused)}`;
	return [
		unlike.length === 0 ? outcome : `${outcome}, but ${unlike.join("; ")}`,
		...(tolerated.length === 0 ? [] : [`counted: ${tolerated.map(code).join(", ")}`]),
		...(note === "" ? [] : [note]),
	].join(". ");
}

function renderDocument(document: SampleDocument): string {
	const samples = SAMPLES[document];
	const rows = samples.map((sample) => {
		const row = ROWS[document].find(({ line }) => line === sample.line);
		if (row === undefined) throw new Error(`no row for line ${sample.line} of ${document}`);
		const { test, asPrinted } = SAMPLE_CHECKS[row.check];
		const isRequest = sample.kind === "request";
		const oddities = sample.oddities ?? [];
		return [
			String(sample.line),
			sample.section,
			sample.kind,
			isMalformed(sample) ? `${oddities.join(", ")}: ${asPrinted}` : "JSON",
			meaning(row, isRequest),
			code(test.split("/").at(-1) ?? ""),
		]
			.map(cell)
			.join(" | ");
	});
	const malformed = samples.filter(isMalformed).length;
	return `## ${TITLES[document]}

${samples.length} samples, ${malformed} of them no JSON.

| Line | Section | Kind | As printed | As it is meant | Test |
| --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row} |`).join("\n")}
`;
}

/** `docs/vendor-samples.md`. */
export const renderSampleTable = (): string =>
	[HEAD, ...(Object.keys(SAMPLES) as SampleDocument[]).map(renderDocument)].join("\n");
