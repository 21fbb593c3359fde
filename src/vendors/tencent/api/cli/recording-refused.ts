/** The service does not take a recording; `message` says what to do about it. */
export class RecordingRefused extends Error {
	override readonly name = "RecordingRefused";
}
