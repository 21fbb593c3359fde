/**
 * Looks every so many milliseconds, each time counted from the end of the look before, until it is told to stop. A look
 * that fails is told to `failed`; the next one comes all the same. Answers how to stop, which may be called again.
 */
export function lookAgain(
	milliseconds: number,
	look: () => Promise<void>,
	failed: (error: unknown) => void,
): () => void {
	let timer: NodeJS.Timeout | undefined;
	let isStopped = false;
	const next = () => {
		if (isStopped) return;
		timer = setTimeout(() => void look().catch(failed).finally(next), milliseconds);
	};
	next();
	return () => {
		isStopped = true;
		clearTimeout(timer);
	};
}
