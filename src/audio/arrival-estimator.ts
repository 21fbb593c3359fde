import { type Seconds, seconds } from "../util/time.ts";

/** Says how much sound to hold, from how late sound has come. */
export class ArrivalEstimator {
	get targetDelay(): Seconds {
		return seconds(0.06);
	}

	begin(): void {}

	received(_now: Seconds, _presentationTime: Seconds, _duration: Seconds): void {}
}
