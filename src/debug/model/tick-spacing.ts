const STEPS = [1, 2, 5] as const;

/** The roundest step of a ruler that leaves at least `gap` pixels between two ticks. Seconds. */
export function tickStep(scale: number, gap: number): number {
	for (let power = -4; ; power++)
		for (const step of power >= 1 && power < 2 ? [1, 1.5, 3, 6] : STEPS) {
			const seconds = step * 10 ** power;
			if (seconds * scale >= gap || power > 4) return seconds;
		}
}

/** `1:02.340`, with as many digits as the step needs. */
export function clockText(time: number, step = 0.001): string {
	const digits = step >= 1 ? 0 : Math.min(4, Math.ceil(-Math.log10(step) - 1e-9));
	const sign = time < 0 ? "−" : "";
	const absolute = Math.abs(time);
	const rounded = Number(absolute.toFixed(digits));
	const minutes = Math.floor(rounded / 60);
	const rest = (rounded - 60 * minutes).toFixed(digits);
	return `${sign}${minutes}:${rest.padStart(digits === 0 ? 2 : digits + 3, "0")}`;
}
