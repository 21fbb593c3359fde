import { type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { CANDIDATE_KINDS, type CandidateKind } from "../model/candidate.ts";
import { CANDIDATE_FIELDS, type CandidateOptions, KIND_LABELS } from "../model/candidate-fields.ts";
import { ORDERS, PLAN_DEFAULTS, type PlannedText } from "../model/comparison-plan.ts";
import { NodeReader } from "./node-reader.ts";
import { type NetworkProfile, NO_PROFILE, type Scenario, type ScenarioCandidate } from "./scenario.ts";
import { ScenarioError } from "./scenario-error.ts";

/** Most repetitions: a comparison that runs for days was meant otherwise. */
const MOST_REPETITIONS = 100;

/** Reads a scenario: JSON, in which comments are allowed. @throws {ScenarioError} with the first line that is wrong */
export function readScenario(source: string): Scenario {
	const errors: ParseError[] = [];
	const root = parseTree(source, errors, { allowTrailingComma: true });
	const [error] = errors;
	if (error !== undefined)
		throw new ScenarioError(
			source.slice(0, error.offset).split("\n").length,
			`this is not JSON (${printParseErrorCode(error.error)}).`,
		);
	if (root === undefined) throw new ScenarioError(1, "the file is empty.");
	const file = new NodeReader(root, source);
	const fields = file.object([
		"title",
		"candidates",
		"texts",
		"repetitions",
		"order",
		"warmUp",
		"shuffled",
		"seed",
		"network",
		"standIns",
	]);
	const candidates = uniqueNames(fields.must("candidates").list().map(readCandidate));
	if (candidates.length === 0) throw fields.must("candidates").wrong("at least one candidate");
	const texts = fields.must("texts").list().map(readText);
	if (texts.length === 0) throw fields.must("texts").wrong("at least one text");
	return {
		title: fields.may("title")?.text() ?? "Comparison",
		candidates,
		network: readNetwork(fields.may("network")),
		standIns: fields.may("standIns")?.flag() ?? false,
		plan: {
			texts,
			repetitions: fields.may("repetitions")?.whole(1, MOST_REPETITIONS) ?? PLAN_DEFAULTS.repetitions,
			order: fields.may("order")?.oneOf(ORDERS) ?? PLAN_DEFAULTS.order,
			warmUp: fields.may("warmUp")?.flag() ?? PLAN_DEFAULTS.warmUp,
			shuffled: fields.may("shuffled")?.flag() ?? PLAN_DEFAULTS.shuffled,
			seed: fields.may("seed")?.whole(0, 2 ** 32 - 1) ?? PLAN_DEFAULTS.seed,
		},
	};
}

function readText(node: NodeReader): PlannedText {
	if (node.isText) return { text: node.text(), language: "", interruptAfter: null };
	const fields = node.object(["text", "language", "interruptAfter"]);
	return {
		text: fields.must("text").text(),
		language: fields.may("language")?.text() ?? "",
		interruptAfter: fields.may("interruptAfter")?.number(0.2, 60) ?? null,
	};
}

function readCandidate(node: NodeReader): ScenarioCandidate & { readonly node: NodeReader } {
	if (node.isText) {
		const kind = node.oneOf(CANDIDATE_KINDS);
		return { kind, name: KIND_LABELS[kind], options: {}, node };
	}
	const fields = node.object(["kind", "name", "options"]);
	const kind = fields.must("kind").oneOf(CANDIDATE_KINDS);
	return {
		kind,
		name: fields.may("name")?.text() ?? KIND_LABELS[kind],
		options: readOptions(kind, fields.may("options")),
		node,
	};
}

function readOptions(kind: CandidateKind, node: NodeReader | undefined): CandidateOptions {
	if (node === undefined) return {};
	const known = CANDIDATE_FIELDS[kind];
	const fields = node.object(known.map(({ key }) => key));
	const options: Record<string, string | number | boolean> = {};
	for (const { key, type, choices } of known) {
		const value = fields.may(key);
		if (value === undefined) continue;
		if (type === "number") options[key] = value.number(-1e9, 1e9);
		else if (type === "switch") options[key] = value.flag();
		else options[key] = choices === undefined ? value.text(true) : value.oneOf(choices);
	}
	return options;
}

function readNetwork(node: NodeReader | undefined): NetworkProfile {
	if (node === undefined) return NO_PROFILE;
	const fields = node.object(["latency", "downlink", "uplink", "packetLoss"]);
	return {
		latency: fields.may("latency")?.number(0, 10_000) ?? 0,
		downlink: fields.may("downlink")?.number(0, 1e7) ?? 0,
		uplink: fields.may("uplink")?.number(0, 1e7) ?? 0,
		packetLoss: fields.may("packetLoss")?.number(0, 100) ?? 0,
	};
}

/** Two of one name could not be told apart in the report. */
function uniqueNames(
	candidates: readonly (ScenarioCandidate & { readonly node: NodeReader })[],
): readonly ScenarioCandidate[] {
	const seen = new Set<string>();
	return candidates.map(({ node, ...candidate }) => {
		if (seen.has(candidate.name)) throw node.problem(`two candidates are called “${candidate.name}”.`);
		seen.add(candidate.name);
		return candidate;
	});
}
