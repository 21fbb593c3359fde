import { jwtVerify, SignJWT } from "jose";

const ALGORITHM = "HS256";
/** Keeps a kiosk's token from being taken for one that opens a session. */
const AUDIENCE = "facewire.kiosk";

/** What a kiosk shows to be the one that it was: given with the first heartbeat, good for as long as the key is. */
export class KioskTokens {
	readonly #key: Uint8Array;

	constructor(key: Uint8Array) {
		this.#key = key;
	}

	mint(id: string): Promise<string> {
		return new SignJWT({})
			.setProtectedHeader({ alg: ALGORITHM })
			.setAudience(AUDIENCE)
			.setSubject(id)
			.sign(this.#key);
	}

	/** Whether `token` was given to the kiosk of that name. */
	async isFor(token: string, id: string): Promise<boolean> {
		if (token === "") return false;
		const options = { algorithms: [ALGORITHM], audience: AUDIENCE, subject: id };
		return jwtVerify(token, this.#key, options).then(
			() => true,
			() => false,
		);
	}
}
