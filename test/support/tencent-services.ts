import {
	startTencentServices,
	type TencentServices,
	type TencentServicesOptions,
} from "../../src/driver/vendors/tencent-services/start-tencent-services.ts";
import { seconds } from "../../src/util/time.ts";
import { TencentClient } from "../../src/vendors/tencent/api/tencent-client.ts";

export const CREDENTIALS = { appkey: "test-appkey", accessToken: "test-access-token" };

/** What is ordered is made at once: a second of nothing. */
const silence: TencentServicesOptions["produce"] = async () => ({
	bytes: Buffer.from("sound"),
	mediaType: "audio/mpeg",
	duration: 1,
	subtitles: "1\n00:00:00,000 --> 00:00:01,000\nHello\n",
	sentences: [{ text: "Hello", words: [{ text: "Hello", start: 0.1, end: 0.6 }] }],
});

/** The stand-in on a clock that tests move, and a client that knows it. */
export class TestServices {
	readonly services: TencentServices;
	readonly client: TencentClient;
	readonly #clock: { now: number };

	private constructor(services: TencentServices, clock: { now: number }) {
		this.services = services;
		this.#clock = clock;
		this.client = this.clientWith(CREDENTIALS);
	}

	static async start(options: Partial<TencentServicesOptions> = {}): Promise<TestServices> {
		const clock = { now: 1_700_000_000 };
		const services = await startTencentServices({
			...CREDENTIALS,
			produce: silence,
			now: () => clock.now,
			...options,
		});
		return new TestServices(services, clock);
	}

	/** Seconds since 1970. */
	readonly now = () => seconds(this.#clock.now);

	/** Lets time pass. */
	pass(duration: number): void {
		this.#clock.now += duration;
	}

	clientWith(credentials: { appkey: string; accessToken: string }, ahead = 0): TencentClient {
		const account = { origin: this.services.origin, ...credentials };
		return new TencentClient(account, () => seconds(this.#clock.now + ahead));
	}

	dispose(): Promise<void> {
		return this.services.dispose();
	}
}
