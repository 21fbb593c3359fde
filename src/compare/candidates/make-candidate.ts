import type { ProductionRequest } from "../../protocol/production.ts";
import type { VendorId } from "../../protocol/vendor-id.ts";
import { createAdapter, type VendorChoice } from "../../vendors/create-adapter.ts";
import { GatewayBroker } from "../../vendors/gateway-broker.ts";
import { playerFactory } from "../../vendors/players/open-player.ts";
import { standInPlayers } from "../../vendors/players/stand-in-players.ts";
import type { Candidate, CandidateKind } from "../model/candidate.ts";
import { CANDIDATE_FIELDS, type CandidateOptions, withInitial } from "../model/candidate-fields.ts";
import { liveScriptOf } from "./live-script-of.ts";

/** Where candidates live. */
export interface CandidateHome {
	/** Absolute address of the gateway, ending in a slash. */
	readonly gateway: string;
	/** Hears the vendors' streams; the page owns it. */
	readonly context: AudioContext;
	/** Where the rooms of stand-ins are played; empty if the vendors are the real ones. */
	readonly standInStreams: string;
}

/** Pixels of a colour with alpha beside it. */
const ALPHA_WIDTH = 720;

/**
 * Makes a candidate in a box of the page, not yet open. Each kind's code is loaded with its first one.
 * @throws {TypeError} if an option is missing without which nothing works
 */
export async function makeCandidate(
	kind: CandidateKind,
	given: CandidateOptions,
	host: HTMLElement,
	home: CandidateHome,
): Promise<Candidate> {
	const { gateway, standInStreams, context } = home;
	const options = checked(kind, given, standInStreams !== "");
	if (kind === "facewire") {
		const { OwnCandidate } = await import("./own-candidate.ts");
		const avatar = new URL(String(options.avatar), gateway).href;
		return new OwnCandidate(host, {
			gateway,
			avatar,
			framing: options.framing as "bust",
			quality: options.quality as "auto",
		});
	}
	if (kind === "tencent-produced") {
		const { ProducedCandidate } = await import("./produced-candidate.ts");
		return new ProducedCandidate(host, { gateway, context, order: productionOf(options) });
	}
	const broker = new GatewayBroker({ gateway });
	const adapter = await createAdapter(choiceOf(kind, options), broker);
	const players = playerFactory(standInStreams === "" ? {} : standInPlayers(standInStreams));
	const { VendorCandidate } = await import("./vendor-candidate.ts");
	return new VendorCandidate(host, adapter, players, context);
}

/** All options. Stand-ins take any name for what an account would have. */
function checked(kind: CandidateKind, given: CandidateOptions, isStandIn: boolean): CandidateOptions {
	const options = { ...withInitial(kind, given) };
	for (const { key, label, required, standIn = "stand-in" } of CANDIDATE_FIELDS[kind]) {
		if (required !== true || options[key] !== "") continue;
		if (!isStandIn) throw new TypeError(`“${label}” has to be given.`);
		options[key] = standIn;
	}
	return options;
}

/** What is ordered of every text. */
function productionOf({ avatar, voice, speed, format }: CandidateOptions): Omit<ProductionRequest, "text"> {
	return {
		avatar: String(avatar),
		...(voice === "" ? {} : { voice: String(voice) }),
		speed: Number(speed),
		format: format as "TransparentWebm",
	};
}

function choiceOf(kind: VendorId, options: CandidateOptions): VendorChoice {
	const text = (key: string) => String(options[key] ?? "");
	const number = (key: string) => Number(options[key]);
	switch (kind) {
		case "tencent-cloud":
			return {
				vendor: kind,
				options: {
					figure: text("figure") as "project",
					protocol: text("protocol") as "webrtc",
					playUrl: text("playUrl"),
					signalling: text("signalling"),
					alphaWidth: options.alpha === true ? ALPHA_WIDTH : null,
				},
			};
		case "iflytek":
			return {
				vendor: kind,
				options: {
					avatarId: text("avatarId"),
					protocol: text("protocol"),
					width: number("width"),
					height: number("height"),
					frameRate: number("frameRate"),
					bitrate: number("bitrate"),
					signalling: text("signalling"),
				},
			};
		case "softsugar":
			return { vendor: kind, options: { script: liveScriptOf(options) } };
		case "akool":
			return {
				vendor: kind,
				options: {
					avatarId: text("avatarId"),
					api: text("api") as "v4",
					transport: text("transport") as "agora",
					...(text("voiceId") === "" ? {} : { voiceId: text("voiceId") }),
					...(text("language") === "" ? {} : { language: text("language") }),
				},
			};
	}
}
