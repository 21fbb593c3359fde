import { WebSocket } from "ws";
import type { Clock } from "../../../src/vendors/clock.ts";
import { GatewayBroker } from "../../../src/vendors/gateway-broker.ts";

/** A broker as a page of the gateway itself has one: a browser would add the origin by itself. */
export function pageBroker(gateway: string, clock?: Clock): GatewayBroker {
	return new GatewayBroker({
		gateway,
		...(clock === undefined ? {} : { clock }),
		fetch: (input, init) =>
			fetch(input, { ...init, headers: { ...(init?.headers as Record<string, string>), origin: gateway } }),
		openSocket: (url, protocols) =>
			new WebSocket(url, [...protocols], { origin: gateway }) as unknown as globalThis.WebSocket,
	});
}
