/** An error of the whole connection: `header.code`. The numbers are those of the platform's sibling APIs. */
export class ProtocolFault extends Error {
	readonly code: number;

	constructor(code: number, message: string) {
		super(message);
		this.code = code;
	}
}

/** An error of one drive: `payload.avatar.error_code`. */
export class DriveFault extends Error {
	readonly code: number;

	constructor(code: number, message: string) {
		super(message);
		this.code = code;
	}
}
