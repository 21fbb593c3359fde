import { WireReader } from "./wire-reader.ts";

/** What an operator may ask of a kiosk from afar. */
export type KioskCommand =
	/** Loads the page anew, as soon as nobody is there; at once with `now`. */
	| { readonly type: "reload"; readonly now: boolean }
	/** 0 … 1. */
	| { readonly type: "volume"; readonly volume: number }
	/** Says a sentence, if nobody is there or somebody who is not speaking. */
	| { readonly type: "say"; readonly text: string }
	/** The language that greets. */
	| { readonly type: "language"; readonly language: string }
	/** A host of the product by name, or the address of a model. */
	| { readonly type: "avatar"; readonly avatar: string }
	/** Hours 0–23 between which the kiosk is closed; equal means never. */
	| { readonly type: "quiet-hours"; readonly from: number; readonly to: number }
	/** Closes the kiosk, or opens it. */
	| { readonly type: "maintenance"; readonly on: boolean };

export const KIOSK_COMMANDS = [
	"reload",
	"volume",
	"say",
	"language",
	"avatar",
	"quiet-hours",
	"maintenance",
] as const satisfies readonly KioskCommand["type"][];

const HOUR = { min: 0, max: 23 } as const;
/** Characters: what is said without a visitor's question is a sentence, not a speech. */
const LONGEST_TEXT = 500;

/** Reads a command of an operator, or of a signed token. @throws {WireError} with the path of what is wrong. */
export function parseKioskCommand(value: unknown): KioskCommand {
	const from = WireReader.root(value, null);
	const type = from.choice("type", KIOSK_COMMANDS);
	const flag = (field: string) => {
		const given = from.raw(field) ?? false;
		if (typeof given !== "boolean") throw from.fault(field, "true or false", given);
		return given;
	};
	const matching = (field: string, pattern: RegExp, expected: string) => {
		const text = from.text(field).trim();
		if (!pattern.test(text)) throw from.fault(field, expected, text);
		return text;
	};
	switch (type) {
		case "reload":
			return { type, now: flag("now") };
		case "volume":
			return { type, volume: from.number("volume", { min: 0, max: 1 }) };
		case "say":
			return {
				type,
				text: matching("text", new RegExp(`^.{1,${LONGEST_TEXT}}$`, "su"), `1 to ${LONGEST_TEXT} characters`),
			};
		case "language":
			return {
				type,
				language: matching("language", /^[a-z]{2,3}(-[\w-]{1,20})?$/i, "a language, such as en"),
			};
		case "avatar":
			return { type, avatar: matching("avatar", /^[^\s"'<>]{1,200}$/, "a name or an address") };
		case "quiet-hours":
			return { type, from: from.integer("from", HOUR), to: from.integer("to", HOUR) };
		case "maintenance":
			return { type, on: flag("on") };
	}
}

/** What a signed command says, beside the signature. */
export interface SignedKioskCommand {
	readonly kiosk: string;
	/** The boot of the page that it is for; see `KioskHealth`. */
	readonly boot: string;
	/** Goes up with each command for a kiosk: the same one is never obeyed twice. */
	readonly sequence: number;
	readonly command: KioskCommand;
}

/** Names the purpose of the signature. */
export const KIOSK_COMMAND_AUDIENCE = "facewire.kiosk-command";

/** Gateway → kiosk, in answer to a heartbeat. */
export interface KioskOrders {
	/** Bearer of the heartbeats to come; empty if it stays the same. */
	readonly token: string;
	/** What the commands are signed with (JWK, ES256): a kiosk keeps the first one that it is told. */
	readonly publicKey: Readonly<Record<string, unknown>>;
	/** Compact JWS each; their payload is a {@link SignedKioskCommand}. */
	readonly commands: readonly string[];
}

/** Reads the answer to a heartbeat. @throws {WireError} */
export function parseKioskOrders(value: unknown): KioskOrders {
	const from = WireReader.root(value, null);
	const commands = from.raw("commands");
	if (!Array.isArray(commands) || !commands.every((command) => typeof command === "string"))
		throw from.fault("commands", "a list of signed commands", commands);
	from.object("publicKey");
	return {
		token: from.text("token"),
		publicKey: from.raw("publicKey") as Record<string, unknown>,
		commands,
	};
}
