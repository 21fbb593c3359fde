/** A request that the service answers with an error code. */
export class Refused extends Error {
	override readonly name = "Refused";
	readonly code: number;

	constructor(code: number, message: string) {
		super(message);
		this.code = code;
	}
}
