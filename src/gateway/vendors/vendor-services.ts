import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Logger } from "pino";
import type { VendorId } from "../../protocol/vendor-id.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import type { CharacterBudget } from "../character-budget.ts";
import type { GatewayContext } from "../gateway-context.ts";
import { vendorDoors } from "./doors.ts";
import { CLOSE_PAUSE, LeaseBook } from "./lease-book.ts";
import { LeaseFile } from "./lease-file.ts";
import { OrphanWatch } from "./orphan-watch.ts";
import { softSugarCallbacks } from "./softsugar-callbacks.ts";
import type { VendorDoor } from "./vendor-door.ts";
import { vendorOffersRoute } from "./vendor-offers-route.ts";
import { vendorRoutes } from "./vendor-routes.ts";
import { vendorSocketRoute } from "./vendor-socket-route.ts";

/** What the routes of the other vendors share. */
export interface VendorServices {
	readonly doors: ReadonlyMap<VendorId, VendorDoor>;
	readonly leases: LeaseBook;
	readonly logger: Logger;
	/** Since 1970. */
	readonly now: () => Seconds;
	/** Why so many characters may not be spoken, or `null`. */
	readonly refuses: (characters: number) => string | null;
}

export interface VendorServiceOptions {
	readonly logger: Logger;
	readonly now: () => Seconds;
	readonly random: () => number;
	readonly budget: CharacterBudget;
}

/** Sets up the other vendors' routes, ends what an earlier run left open, and ends everything with the server. */
export async function serveVendors(
	server: FastifyInstance,
	context: GatewayContext,
	{ logger, now, random, budget }: VendorServiceOptions,
): Promise<void> {
	const { config, metrics, bus } = context;
	const doors = vendorDoors(config, { now, newId: () => randomUUID().replaceAll("-", "") });
	const leases = new LeaseBook({
		doors,
		file: new LeaseFile(config.vendorLeaseFile),
		bus,
		sole: config.vendorSole,
		logger,
		now,
		perVendor: config.vendorSessions,
		window: seconds(config.vendorLeaseWindow),
		lifetime: seconds(config.vendorSessionLifetime),
		random,
		closePause: CLOSE_PAUSE,
		onEnd: (vendor, end) => metrics.vendorLeases.inc({ vendor, end }),
	});
	metrics.watchVendors(leases);
	const refuses = (characters: number) =>
		budget.take(characters, now()) ? null : "Today's allowance of speech is used up.";
	const services: VendorServices = { doors, leases, logger, now, refuses };
	vendorOffersRoute(server, context, services);
	vendorRoutes(server, context, services);
	vendorSocketRoute(server, context, services);
	softSugarCallbacks(server, config.softsugarCallbackKey, services);
	const watch = bus.isShared
		? new OrphanWatch({
				bus,
				doors,
				leases,
				logger,
				interval: config.lease,
				patience: config.vendorLeaseWindow,
				onAdopted: (vendor) => metrics.adoptedVendorSessions.inc({ vendor }),
			})
		: null;
	server.addHook("preClose", async () => {
		watch?.dispose();
		await leases.dispose();
	});
	await leases.recover();
}
