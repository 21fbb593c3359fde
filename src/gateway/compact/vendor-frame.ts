import type { CompactEncoder } from "./compact-encoder.ts";

/** Bytes as they go into a WebSocket frame. */
export interface FrameForm {
	readonly bytes: Buffer;
	readonly binary: boolean;
}

/** A message of the vendor in the forms in which browsers take it; each is made once, when the first one asks for it. */
export class VendorFrame {
	/** As the vendor wrote it. */
	readonly verbatim: FrameForm;
	readonly #encoder: CompactEncoder;
	#compact: FrameForm | undefined;

	constructor(bytes: Buffer, encoder: CompactEncoder) {
		this.verbatim = { bytes, binary: false };
		this.#encoder = encoder;
	}

	/** For `facewire.bin.v1`; as the vendor wrote it where there is no compact form. */
	get compact(): FrameForm {
		this.#compact ??= this.#write();
		return this.#compact;
	}

	#write(): FrameForm {
		const bytes = this.#encoder.encode(this.verbatim.bytes);
		return bytes === undefined ? this.verbatim : { bytes, binary: true };
	}
}
