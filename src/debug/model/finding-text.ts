/** Milliseconds without their sign, as findings say them. */
export const ms = (value: number): string => `${Math.round(Math.abs(value) * 1000)} ms`;

export const plural = (count: number, one: string, many = `${one}s`): string =>
	`${count} ${count === 1 ? one : many}`;

/** Place of a finding that concerns the whole. */
export const nowhere = { at: undefined, until: undefined, utterance: undefined } as const;
