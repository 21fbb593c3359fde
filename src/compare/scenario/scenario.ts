import type { CandidateKind } from "../model/candidate.ts";
import type { CandidateOptions } from "../model/candidate-fields.ts";
import type { ComparisonPlan } from "../model/comparison-plan.ts";

/** What the line between the page and everybody else does. */
export interface NetworkProfile {
	/** Added to every round trip, milliseconds. */
	readonly latency: number;
	/** Kilobits a second; 0: no limit. */
	readonly downlink: number;
	readonly uplink: number;
	/** Percent of the packets of WebRTC that are lost. */
	readonly packetLoss: number;
}

export const NO_PROFILE: NetworkProfile = { latency: 0, downlink: 0, uplink: 0, packetLoss: 0 };

/** A candidate of a scenario. */
export interface ScenarioCandidate {
	readonly name: string;
	readonly kind: CandidateKind;
	readonly options: CandidateOptions;
}

/** A comparison that runs by itself: the content of a scenario file. */
export interface Scenario {
	readonly title: string;
	readonly candidates: readonly ScenarioCandidate[];
	readonly plan: ComparisonPlan;
	readonly network: NetworkProfile;
	/** Vendors' stand-ins on this machine in the place of the vendors, for trying it without an account. */
	readonly standIns: boolean;
}
