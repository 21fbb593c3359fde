/** A condition that is known, or what is left of it. */
type Condition = boolean | string;

/** A branch of an `#if`: its condition, `undefined` for `#else`, and what stands in it. */
interface Branch {
	readonly condition: Condition | undefined;
	readonly body: Node[];
}

type Node = string | readonly Branch[];

/** What is known of the preprocessor's names before a shader is compiled. */
export interface ShaderFacts {
	/** Names that nobody defines. */
	readonly never: ReadonlySet<string>;
	/** Names that stand for 0. */
	readonly zero: ReadonlySet<string>;
}

/** A shader's text without comments, without the branches that are never compiled, and without idle space. */
export function leanShader(source: string, facts: ShaderFacts): string {
	const lines = source
		.replaceAll(/\/\*[\s\S]*?\*\//g, "")
		.split("\n")
		.map((line) => line.replace(/\/\/.*$/, "").trim())
		.filter((line) => line !== "");
	const { nodes, next } = parse(lines, 0, facts);
	if (next < lines.length) throw new SyntaxError(`Unexpected ${lines[next]}`);
	return nodes.map(print).join("").replaceAll(/\n+/g, "\n").trim();
}

/** Reads up to the directive that ends the branch which begins at `from`. */
function parse(lines: readonly string[], from: number, facts: ShaderFacts): { nodes: Node[]; next: number } {
	const nodes: Node[] = [];
	let at = from;
	while (at < lines.length) {
		const line = lines[at] ?? "";
		if (/^#\s*(elif|else|endif)\b/.test(line)) break;
		if (!/^#\s*if/.test(line)) {
			nodes.push(line);
			at++;
			continue;
		}
		const branches: Branch[] = [];
		while (!/^#\s*endif\b/.test(lines[at] ?? "")) {
			const head = lines[at];
			if (head === undefined) throw new SyntaxError("An #if without its #endif");
			const { nodes: body, next } = parse(lines, at + 1, facts);
			branches.push({ condition: conditionOf(head, facts), body });
			at = next;
		}
		at++;
		nodes.push(decided(branches));
	}
	return { nodes, next: at };
}

/** Leaves out branches that are never compiled, what follows one that always is, and an `#if` with nothing in it. */
function decided(branches: readonly Branch[]): readonly Branch[] {
	const open = branches.filter(({ condition }) => condition !== false);
	if (open.every(({ body }) => body.every(isEmpty))) return [];
	const sure = open.findIndex(({ condition }) => condition === true || condition === undefined);
	if (sure < 0) return open;
	const last = open[sure];
	return last === undefined ? open : [...open.slice(0, sure), { condition: undefined, body: last.body }];
}

const isEmpty = (node: Node): boolean => typeof node !== "string" && node.length === 0;

function print(node: Node): string {
	if (typeof node === "string") return `${node.startsWith("#") ? node : squeeze(node)}\n`;
	const body = (branch: Branch) => branch.body.map(print).join("");
	const [first] = node;
	if (first === undefined) return "";
	if (first.condition === undefined) return body(first);
	const parts = node.map((branch, number) => {
		const word = number === 0 ? "if" : "elif";
		return `#${branch.condition === undefined ? "else" : `${word} ${branch.condition}`}\n${body(branch)}`;
	});
	return `${parts.join("")}#endif\n`;
}

/** Spaces that separate nothing. A minus before a minus is kept apart, as the two would be another operator. */
const squeeze = (line: string): string =>
	line
		.replaceAll(/\s+/g, " ")
		.replaceAll(/ ?([=*/<>(){}[\],;:?&|!]) ?/g, "$1")
		.replaceAll(/([\w)\].]) ?([+-]) ?(?=[\w(.])/g, "$1$2");

function conditionOf(head: string, facts: ShaderFacts): Condition | undefined {
	const [, word = "", rest = ""] = /^#\s*(\w+)\s*(.*)$/.exec(head) ?? [];
	if (word === "else") return undefined;
	if (word === "ifdef") return facts.never.has(rest) ? false : `defined(${rest})`;
	if (word === "ifndef") return facts.never.has(rest) ? true : `!defined(${rest})`;
	return new ConditionReader(rest, facts).read();
}

/** Reads `#if`'s expression as far as names decide it: ||, &&, !, parentheses, `defined( X )`, comparisons. */
class ConditionReader {
	readonly #tokens: readonly string[];
	readonly #facts: ShaderFacts;
	#at = 0;

	constructor(text: string, facts: ShaderFacts) {
		this.#tokens = text.match(/\|\||&&|[<>=!]=|[-+*/<>!()]|\w+/g) ?? [];
		this.#facts = facts;
	}

	read(): Condition {
		const condition = this.#any();
		if (this.#at < this.#tokens.length) throw new SyntaxError(`Unexpected ${this.#tokens[this.#at]}`);
		return condition;
	}

	#any(): Condition {
		const terms = this.#list("||", () => this.#all());
		if (terms.includes(true)) return true;
		const open = terms.filter((term) => term !== false);
		return open.length === 0 ? false : open.join("||");
	}

	#all(): Condition {
		const terms = this.#list("&&", () => this.#comparison());
		if (terms.includes(false)) return false;
		const open = terms.filter((term) => term !== true);
		return open.length === 0 ? true : open.map(grouped).join("&&");
	}

	#list(separator: string, item: () => Condition): Condition[] {
		const items = [item()];
		while (this.#tokens[this.#at] === separator) {
			this.#at++;
			items.push(item());
		}
		return items;
	}

	#comparison(): Condition {
		const left = this.#sum();
		const operator = this.#tokens[this.#at] ?? "";
		if (!/^([<>]=?|[=!]=)$/.test(operator)) return left;
		this.#at++;
		const right = this.#sum();
		if (operator === ">" && right === "0" && this.#facts.zero.has(String(left))) return false;
		return `${left}${operator}${right}`;
	}

	#sum(): Condition {
		let sum = this.#unit();
		while (/^[-+*/]$/.test(this.#tokens[this.#at] ?? "")) sum = `${sum}${this.#take()}${this.#unit()}`;
		return sum;
	}

	#unit(): Condition {
		const token = this.#take();
		if (token === "!") {
			const condition = this.#unit();
			return typeof condition === "boolean" ? !condition : `!${grouped(condition)}`;
		}
		if (token === "(") {
			const condition = this.#any();
			this.#expect(")");
			return typeof condition === "boolean" ? condition : `(${condition})`;
		}
		if (token !== "defined") return token;
		this.#expect("(");
		const name = this.#take();
		this.#expect(")");
		return this.#facts.never.has(name) ? false : `defined(${name})`;
	}

	#take(): string {
		const token = this.#tokens[this.#at++];
		if (token === undefined) throw new SyntaxError("An expression that ends too early");
		return token;
	}

	#expect(token: string): void {
		const found = this.#take();
		if (found !== token) throw new SyntaxError(`Expected ${token}, got ${found}`);
	}
}

const grouped = (condition: Condition): string =>
	typeof condition === "string" && condition.includes("||") && !/^\([^()]*\)$/.test(condition)
		? `(${condition})`
		: String(condition);
