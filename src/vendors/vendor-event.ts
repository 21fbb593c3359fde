import type { Seconds } from "../util/time.ts";
import type { DriveOutcome } from "./drive.ts";
import type { StreamDescriptor } from "./stream-descriptor.ts";
import type { VendorError } from "./vendor-error.ts";

/** The moments of a vendor's session, by name. State is a `Signal` of the adapter instead. */
export interface VendorEvents {
	/** What becomes of a drive. `sentence` counts the clauses of one that is said clause by clause. */
	drive: DriveEvent;
	/** Text that is being said, with times from the start of its drive where the vendor tells them. */
	subtitle: {
		readonly driveId: string;
		readonly text: string;
		readonly start?: Seconds;
		readonly end?: Seconds;
	};
	/** Words of a conversation that the vendor holds itself. */
	chat: { readonly from: "user" | "avatar"; readonly text: string; readonly isFinal: boolean };
	/** The stream has moved: it is to be played from here from now on. */
	stream: StreamDescriptor;
	/** Something went wrong that ended nothing. */
	warning: VendorError;
	/** Every message, both ways, verbatim; `issues` names what was tolerated in reading it. */
	message: VendorMessage;
}

export type DriveEvent =
	| { readonly driveId: string; readonly type: "started" }
	| { readonly driveId: string; readonly type: "sentence-wanted"; readonly sentence: number }
	| { readonly driveId: string; readonly type: "sentence-started"; readonly sentence: number }
	| { readonly driveId: string; readonly type: "sentence-ended"; readonly sentence: number }
	/** What the vendor says its sound lasts. */
	| { readonly driveId: string; readonly type: "duration"; readonly duration: Seconds }
	| { readonly driveId: string; readonly type: "action"; readonly action: string; readonly state: number }
	| { readonly driveId: string; readonly type: "ended"; readonly outcome: DriveOutcome }
	| { readonly driveId: string; readonly type: "failed"; readonly error: VendorError };

/** A message as it went over the wire. */
export interface VendorMessage {
	readonly direction: "sent" | "received";
	/** What it came by: an operation's name, or a socket's. */
	readonly channel: string;
	readonly message: unknown;
	readonly issues: readonly string[];
}
