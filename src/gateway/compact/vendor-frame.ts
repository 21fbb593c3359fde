import { SharedFrame } from "../shared-frame.ts";
import type { CompactEncoder } from "./compact-encoder.ts";

/** A message of the vendor in the forms in which browsers take it; each is made once, when the first one asks for it. */
export class VendorFrame {
	/** As the vendor wrote it. */
	readonly verbatim: SharedFrame;
	readonly #encoder: CompactEncoder;
	#compact: SharedFrame | undefined;

	constructor(bytes: Buffer, encoder: CompactEncoder) {
		this.verbatim = new SharedFrame(bytes, false);
		this.#encoder = encoder;
	}

	/** For `facewire.bin.v1`; as the vendor wrote it where there is no compact form. */
	get compact(): SharedFrame {
		this.#compact ??= this.#write();
		return this.#compact;
	}

	#write(): SharedFrame {
		const bytes = this.#encoder.encode(this.verbatim.bytes);
		return bytes === undefined ? this.verbatim : new SharedFrame(bytes, true);
	}
}
