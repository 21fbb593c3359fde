/** What a page asked is not passed on. `message` says why, in a sentence without secrets. */
export class RequestRejected extends Error {
	override readonly name = "RequestRejected";
	/** Id of the request, if it has one. */
	readonly requestId: string;

	constructor(message: string, requestId = "") {
		super(message);
		this.requestId = requestId;
	}
}
