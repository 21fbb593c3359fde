declare const unit: unique symbol;

/** A time or duration in seconds. Arithmetic gives plain numbers: brand the result with {@link seconds} on the way out. */
export type Seconds = number & { readonly [unit]: "seconds" };

/** A whole number of audio samples of one channel, as a position or a count. */
export type Samples = number & { readonly [unit]: "samples" };

/** Brands a number of seconds. */
export const seconds = (value: number): Seconds => value as Seconds;

/** Brands a whole number of samples; the caller rounds. */
export const samples = (value: number): Samples => value as Samples;

/** Length of `count` samples at `sampleRate` hertz. */
export const samplesToSeconds = (count: number, sampleRate: number): Seconds => seconds(count / sampleRate);

/** Nearest whole number of samples for `time` seconds at `sampleRate` hertz. */
export const secondsToSamples = (time: number, sampleRate: number): Samples =>
	samples(Math.round(time * sampleRate));

/** Seconds of a DOM time in milliseconds. */
export const millisecondsToSeconds = (milliseconds: number): Seconds => seconds(milliseconds / 1000);
