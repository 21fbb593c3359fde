import { compactVerify, importJWK, type JWK } from "jose";
import {
	KIOSK_COMMAND_AUDIENCE,
	parseKioskCommand,
	type SignedKioskCommand,
} from "../../protocol/kiosk-command.ts";
import { WireReader } from "../../protocol/wire-reader.ts";

/** For whom commands may be. */
export interface CommandAddress {
	readonly kiosk: string;
	/** This load of the page: what was signed for another is not obeyed. */
	readonly boot: string;
}

/**
 * Reads a signed command. The kiosk's own clock plays no part: it may be years off after a power cut.
 * @throws if the signature, the address or the command is not what it should be
 */
export async function openCommand(
	signed: string,
	publicKey: JWK,
	{ kiosk, boot }: CommandAddress,
): Promise<SignedKioskCommand> {
	const key = await importJWK(publicKey, "ES256");
	const { payload } = await compactVerify(signed, key, { algorithms: ["ES256"] });
	const from = WireReader.root(JSON.parse(new TextDecoder().decode(payload)), null);
	from.choice("aud", [KIOSK_COMMAND_AUDIENCE]);
	from.choice("kiosk", [kiosk]);
	from.choice("boot", [boot]);
	return { kiosk, boot, sequence: from.integer("sequence"), command: parseKioskCommand(from.raw("command")) };
}
