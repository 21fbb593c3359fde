import { probeGraphics } from "../host/probe-graphics.ts";
import { KEPT, readKept } from "../page/keep.ts";

/** How something stands: as it should, not, or it cannot be told. */
export interface Check {
	readonly name: string;
	readonly isGood: boolean | undefined;
	readonly found: string;
	/** What to do if it is not good. */
	readonly advice: string;
}

/** Seconds by which the kiosk's clock may be off before logs mislead; signing does not depend on it. */
const MOST_SKEW = 60;

const check = (name: string, isGood: boolean | undefined, found: string, advice: string): Check => ({
	name,
	isGood,
	found,
	advice,
});

const yes = (is: boolean) => (is ? "yes" : "no");

/** Looks at everything that a page can find out about the browser that it stands in. */
export async function runChecks(base: string): Promise<readonly Check[]> {
	const isFull =
		matchMedia("(display-mode: fullscreen)").matches ||
		(innerWidth >= screen.width && innerHeight >= screen.height);
	return [
		check("Full screen", isFull, yes(isFull), "Start Chromium with --kiosk."),
		await autoplay(),
		check("Secure context", isSecureContext, yes(isSecureContext), "Serve by https, or from localhost."),
		await persisted(),
		await serviceWorker(),
		await microphone(),
		await clock(base),
		check(
			"Screen stays on",
			"wakeLock" in navigator,
			yes("wakeLock" in navigator),
			"Turn the system's screen saver off (xset -dpms).",
		),
		check(
			"Touch screen",
			navigator.maxTouchPoints > 0,
			navigator.maxTouchPoints > 0 ? `fingers at once: ${navigator.maxTouchPoints}` : "none",
			"Look at the system's touch driver.",
		),
		check(
			"Passcode",
			readKept(KEPT.passcode) !== null,
			readKept(KEPT.passcode) === null ? "none" : "chosen",
			"Hold the top left corner of the kiosk's page for two seconds, and choose one.",
		),
		graphics(),
	];
}

async function autoplay(): Promise<Check> {
	const context = new AudioContext();
	await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 500))]);
	const isFree = context.state === "running";
	await context.close();
	return check(
		"Sound without a touch",
		isFree,
		yes(isFree),
		"--autoplay-policy=no-user-gesture-required, or the policy AutoplayAllowlist.",
	);
}

async function persisted(): Promise<Check> {
	const is = (await navigator.storage?.persisted?.()) ?? false;
	return check(
		"Storage that stays",
		is,
		yes(is),
		"Open kiosk.html once; give Chromium a --user-data-dir of its own, without --incognito.",
	);
}

async function serviceWorker(): Promise<Check> {
	const registration = await navigator.serviceWorker?.getRegistration();
	const is = registration?.active !== undefined && registration.active !== null;
	return check("Runs without a network", is, yes(is), "Open kiosk.html once while the network is there.");
}

async function microphone(): Promise<Check> {
	const found = await navigator.permissions
		.query({ name: "microphone" as PermissionName })
		.then(({ state }) => state)
		.catch(() => "unknown");
	return check(
		"Microphone",
		// Forbidden may be meant; a question to visitors never is.
		found === "granted" ? true : found === "prompt" ? false : undefined,
		found,
		"Grant it by the policy AudioCaptureAllowedUrls, or turn it off in the settings.",
	);
}

async function clock(base: string): Promise<Check> {
	try {
		const asked = Date.now();
		const response = await fetch(new URL("healthz", base), { cache: "no-store" });
		const theirs = Date.parse(response.headers.get("date") ?? "");
		const skew = Math.round(((asked + Date.now()) / 2 - theirs) / 1000);
		return check(
			"Clock",
			Math.abs(skew) <= MOST_SKEW,
			`${skew} s from the gateway's`,
			"Set it by NTP. Quiet hours follow it.",
		);
	} catch {
		return check("Gateway", false, "does not answer", "Look at the network.");
	}
}

function graphics(): Check {
	const { name, isSoftware } = probeGraphics();
	return check(
		"Graphics card",
		!isSoftware,
		name ?? "none",
		"Without one the picture is drawn more simply, and the machine is warmer.",
	);
}
