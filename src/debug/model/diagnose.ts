import { layoutFindings, utteranceFindings } from "./diagnose-face.ts";
import { streamFindings } from "./diagnose-stream.ts";
import type { Finding } from "./finding.ts";
import type { Trace } from "./trace.ts";

/** Names what is wrong with a session, gravest first. Takes some milliseconds a minute of speech. */
export function diagnose(trace: Trace): readonly Finding[] {
	const findings = [
		...layoutFindings(trace.stats?.face.layout),
		...trace.utterances.flatMap((utterance) => utteranceFindings(utterance, trace)),
		...streamFindings(trace),
	];
	const rank = { fault: 0, warning: 1, note: 2 } as const;
	return findings.toSorted((a, b) => rank[a.severity] - rank[b.severity] || (a.at ?? 0) - (b.at ?? 0));
}
