import type { Drive, DriveOutcome } from "./drive.ts";

/** A drive that an adapter holds the ends of. */
export class OpenDrive implements Drive {
	/** Ours until the vendor has given one. */
	id: string;
	readonly emulated: boolean;
	readonly started: Promise<void>;
	readonly done: Promise<DriveOutcome>;
	/** Settles `started`, once. */
	start: () => void = () => {};
	/** Settles `done`, and `started` if it was never said to have started. */
	end: (outcome: DriveOutcome) => void = () => {};
	fail: (error: Error) => void = () => {};

	constructor(id: string, options: { readonly emulated?: boolean } = {}) {
		this.id = id;
		this.emulated = options.emulated ?? false;
		let rejectStarted: (error: Error) => void = () => {};
		this.started = new Promise((resolve, reject) => {
			this.start = resolve;
			rejectStarted = reject;
		});
		this.done = new Promise((resolve, reject) => {
			this.end = (outcome) => {
				this.start();
				resolve(outcome);
			};
			this.fail = (error) => {
				rejectStarted(error);
				reject(error);
			};
		});
		// Who does not ask how a drive went is not to be stopped by its failure.
		this.started.catch(() => {});
		this.done.catch(() => {});
	}
}

/** A drive that failed before anything was sent. */
export function failedDrive(id: string, error: Error): OpenDrive {
	const drive = new OpenDrive(id);
	drive.fail(error);
	return drive;
}

/** 32 hexadecimal digits, as vendors want their request ids. */
export const newRequestId = (): string => crypto.randomUUID().replaceAll("-", "");
