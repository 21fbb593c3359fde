/** Milliseconds between two looks for a new version. */
const LOOK_MS = 6 * 3600_000;
/** Milliseconds that a new version has to take the place of the old one. */
const TAKE_OVER_MS = 10_000;

/**
 * Keeps this version of the page on the kiosk, and tells when the next one lies ready. Resolves with how to go over to
 * it; without service workers (a development server, plain http) nothing is kept.
 */
export async function keepVersion(isReady: () => void): Promise<() => Promise<void>> {
	if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return async () => {};
	const registration = await navigator.serviceWorker.register(new URL("kiosk-worker.js", document.baseURI), {
		type: "module",
		updateViaCache: "none",
	});
	const look = () => {
		if (registration.waiting !== null && navigator.serviceWorker.controller !== null) isReady();
	};
	registration.addEventListener("updatefound", () =>
		registration.installing?.addEventListener("statechange", look),
	);
	setInterval(() => void registration.update().catch(() => undefined), LOOK_MS);
	look();
	return () => takeOver(registration);
}

async function takeOver({ waiting }: ServiceWorkerRegistration): Promise<void> {
	if (waiting === null) return;
	const taken = new Promise<void>((resolve) => {
		navigator.serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
		setTimeout(resolve, TAKE_OVER_MS);
	});
	waiting.postMessage("take-over");
	await taken;
}
