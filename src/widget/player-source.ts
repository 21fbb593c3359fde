import type { SessionSource } from "../runtime/session-host-messages.ts";
import type { WidgetHost } from "./widget-host.ts";

/**
 * The vendor's own form: the compact one is read by WebAssembly, which the policy that the element is made for forbids,
 * and even to try would be reported.
 */
const wire = "json";

/**
 * What the element speaks to, by what the page says, in this order: a recording, a function, an address that mints
 * sessions, a gateway; else the gateway that serves the page.
 */
export function playerSource({
	element,
	sessionProvider,
}: Pick<WidgetHost, "element" | "sessionProvider">): SessionSource {
	if (element.recording !== "") return { type: "replay", recording: element.recording };
	if (sessionProvider !== undefined) return { type: "provided", provide: sessionProvider, wire };
	if (element.sessionEndpoint !== "") return { type: "endpoint", endpoint: element.sessionEndpoint, wire };
	const gateway = element.gateway === "" ? new URL("./", document.baseURI).href : element.gateway;
	return { type: "gateway", gateway: gateway.endsWith("/") ? gateway : `${gateway}/`, wire };
}
