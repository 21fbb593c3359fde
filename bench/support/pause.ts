/** Resolves after so many seconds. */
export const pause = (seconds: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, seconds * 1000));
