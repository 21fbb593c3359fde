import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** Seconds from a request to the first message of its answer; people wait for this. */
const ANSWER_BUCKETS = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10];

const PREFIX = "facewire_";

/** What can only be counted when asked for. */
export interface MetricSources {
	readonly sessions: () => number;
	readonly keptSessions: () => number;
	readonly isBusReachable: () => boolean;
	readonly charactersToday: () => number;
}

/** Everything that the gateway counts, in a registry of its own. Labels never hold what a user typed or where he is. */
export class GatewayMetrics {
	readonly registry = new Registry();
	readonly sessionsOpened = this.#counter("sessions_opened_total", "Sessions that were opened.", "key");
	readonly refusals = this.#counter("refusals_total", "Requests and upgrades that were refused.", "code");
	readonly connections = this.#counter("connections_total", "Browsers that connected.", "role");
	readonly missedMessages = this.#counter(
		"missed_messages_total",
		"Messages that a browser could not be given.",
	);
	readonly slowBrowsers = this.#counter("slow_browsers_total", "Browsers that read too slowly.", "role");
	readonly requests = this.#counter("requests_total", "Requests of browsers that went upstream.", "kind");
	readonly refusedRequests = this.#counter("refused_requests_total", "Requests of browsers refused.", "code");
	readonly retriedRequests = this.#counter("retried_requests_total", "Requests sent once more.", "action");
	readonly lostRequests = this.#counter("lost_requests_total", "Requests not answered, or not to their end.");
	readonly characters = this.#counter("characters_total", "Characters that were to be spoken or answered.");
	readonly takeovers = this.#counter("takeovers_total", "Sessions taken over from another gateway.");
	readonly upstreamBreaks = this.#counter(
		"upstream_breaks_total",
		"Connections to the vendor that broke or failed.",
	);
	readonly upstreamErrors = this.#counter("upstream_errors_total", "Error messages of the vendor.", "code");
	readonly reports = this.#counter("reports_total", "Reports of browsers on pages.", "type");
	readonly vendorLeases = this.#counter(
		"vendor_leases_total",
		"Leases of other vendors that ended.",
		"vendor",
		"end",
	);
	readonly adoptedVendorSessions = this.#counter(
		"adopted_vendor_sessions_total",
		"Sessions at other vendors that a dead gateway left, and this one closes.",
		"vendor",
	);
	readonly productions = this.#counter("productions_total", "Orders of videos that ended.", "end");
	readonly kioskCommands = this.#counter("kiosk_commands_total", "What operators asked of kiosks.", "type");
	readonly kioskCounterResets = this.#counter(
		"kiosk_counter_resets_total",
		"Heartbeats of kiosks whose counters had gone backwards.",
	);
	readonly upstreamBytes = this.#counter("upstream_bytes_total", "Bytes of messages from the vendor.");
	readonly answerSeconds = new Histogram({
		name: `${PREFIX}answer_seconds`,
		help: "From a request to the first message of its answer.",
		buckets: ANSWER_BUCKETS,
		registers: [this.registry],
	});

	constructor(sources: MetricSources) {
		collectDefaultMetrics({ register: this.registry, prefix: PREFIX });
		this.#gauge("sessions", "Sessions in which this gateway takes part.", sources.sessions);
		this.#gauge("kept_sessions", "Sessions that this gateway keeps.", sources.keptSessions);
		this.#gauge("bus_reachable", "1 while the bus answers.", () => Number(sources.isBusReachable()));
		this.#gauge("characters_today", "Characters spent of the day's allowance.", sources.charactersToday);
	}

	/** Shows what the leases of other vendors hold. */
	watchVendors(leases: { readonly size: number; readonly openSessions: number }): void {
		this.#gauge("vendor_leases", "Leases of other vendors that stand.", () => leases.size);
		this.#gauge("vendor_sessions", "Sessions at other vendors that cost money.", () => leases.openSessions);
	}

	/** Shows the kiosks that have shown themselves, and those of them that have fallen silent. */
	watchKiosks(counts: () => Promise<{ readonly all: number; readonly silent: number }>): void {
		const read = async (name: "all" | "silent") => (await counts())[name];
		this.#gauge("kiosks", "Kiosks that have shown themselves.", () => read("all"));
		this.#gauge("kiosks_silent", "Kiosks that have shown themselves and fallen silent.", () =>
			read("silent"),
		);
	}

	#counter<Label extends string>(name: string, help: string, ...labelNames: Label[]): Counter<Label> {
		return new Counter({ name: PREFIX + name, help, labelNames, registers: [this.registry] });
	}

	/** What cannot be read, since the bus is away, is not told. */
	#gauge(name: string, help: string, read: () => number | Promise<number>): void {
		new Gauge({
			name: PREFIX + name,
			help,
			registers: [this.registry],
			async collect() {
				try {
					this.set(await read());
				} catch {
					this.set(Number.NaN);
				}
			},
		});
	}
}
