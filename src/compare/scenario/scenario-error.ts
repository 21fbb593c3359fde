/** A scenario file that cannot be run, with the line that is to be mended. */
export class ScenarioError extends Error {
	override readonly name = "ScenarioError";
	/** From 1. */
	readonly line: number;

	constructor(line: number, message: string) {
		super(`line ${line}: ${message}`);
		this.line = line;
	}
}
