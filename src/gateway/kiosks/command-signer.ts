import { createECDH, hkdfSync } from "node:crypto";
import { CompactSign, importJWK, type JWK } from "jose";
import { KIOSK_COMMAND_AUDIENCE, type SignedKioskCommand } from "../../protocol/kiosk-command.ts";

const ALGORITHM = "ES256";
const CURVE = "prime256v1";
/** Bytes of a coordinate and of the private number. */
const WIDTH = 32;

/**
 * Signs commands for kiosks. A kiosk is a browser and keeps no secret: it holds the public half, and knows by it that a
 * command is its gateway's.
 */
export class CommandSigner {
	readonly publicKey: JWK;
	readonly #privateKey: JWK;

	/** @param secret what the gateways have in common; the same secret signs with the same key */
	constructor(secret: Uint8Array) {
		const { d, x, y } = keyPair(secret);
		const shared = { kty: "EC", crv: "P-256", x, y, alg: ALGORITHM };
		this.publicKey = shared;
		this.#privateKey = { ...shared, d };
	}

	/** The command as a compact JWS. */
	async sign(command: SignedKioskCommand): Promise<string> {
		const payload = new TextEncoder().encode(JSON.stringify({ aud: KIOSK_COMMAND_AUDIENCE, ...command }));
		const key = await importJWK(this.#privateKey, ALGORITHM);
		return new CompactSign(payload).setProtectedHeader({ alg: ALGORITHM }).sign(key);
	}
}

/** A pair of keys that is always the same for a secret. Of 2³² secrets one needs a second try. */
function keyPair(secret: Uint8Array): { d: string; x: string; y: string } {
	for (let attempt = 0; ; attempt++) {
		const derived = Buffer.from(
			hkdfSync("sha256", secret, "", `${KIOSK_COMMAND_AUDIENCE}.${attempt}`, WIDTH),
		);
		const ecdh = createECDH(CURVE);
		try {
			ecdh.setPrivateKey(derived);
		} catch {
			continue;
		}
		// 4, x, y.
		const point = ecdh.getPublicKey();
		return {
			d: derived.toString("base64url"),
			x: point.subarray(1, 1 + WIDTH).toString("base64url"),
			y: point.subarray(1 + WIDTH).toString("base64url"),
		};
	}
}
