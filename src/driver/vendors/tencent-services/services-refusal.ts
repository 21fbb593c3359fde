/** A request that is answered with a code of the document. */
export class ServicesRefusal extends Error {
	override readonly name = "ServicesRefusal";
	readonly code: number;

	constructor(code: number, message: string) {
		super(message);
		this.code = code;
	}
}
