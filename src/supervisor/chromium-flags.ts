/** A flag of Chromium's command line, and what it is there for. */
export interface ChromiumFlag {
	readonly flag: string;
	readonly why: string;
}

/**
 * What a kiosk's Chromium is started with; docs/kiosk.md prints this table. Not among them: `--incognito`, which forgets
 * the lines that lie on the kiosk at every start, and `--no-sandbox`.
 */
export const KIOSK_FLAGS: readonly ChromiumFlag[] = [
	{ flag: "--kiosk", why: "full screen without bars and ways out" },
	{ flag: "--no-first-run", why: "no welcome page after a new profile" },
	{ flag: "--noerrdialogs", why: "no dialogues over the page" },
	{ flag: "--disable-session-crashed-bubble", why: "no offer to restore pages after a power cut" },
	{ flag: "--hide-crash-restore-bubble", why: "the same, in newer versions" },
	{ flag: "--disable-infobars", why: "no strips above the page" },
	{ flag: "--disable-component-update", why: "no bubbles about updates; updates come with the system" },
	{ flag: "--disable-features=Translate,TranslateUI", why: "no offer to translate" },
	{ flag: "--disable-pinch", why: "no zoom with two fingers" },
	{ flag: "--overscroll-history-navigation=0", why: "no way back by swiping" },
	{
		flag: "--disable-domain-blocking-for-3d-apis",
		why: "the page may draw again after the graphics process has died",
	},
	{ flag: "--disable-gpu-process-crash-limit", why: "the same, however often" },
	{
		flag: "--autoplay-policy=no-user-gesture-required",
		why: "the host speaks after a restart, before anybody touches it",
	},
	{ flag: "--disable-background-timer-throttling", why: "timers run while another window covers the page" },
	{ flag: "--disable-renderer-backgrounding", why: "the same, for the whole page" },
	{ flag: "--disable-backgrounding-occluded-windows", why: "the same, for what is drawn" },
	{ flag: "--check-for-update-interval=31536000", why: "no look for updates" },
	{ flag: "--enable-precise-memory-info", why: "the heap in the health report to the byte" },
];

export interface LaunchOptions {
	/** Kept over starts: settings, lines and the service worker lie in it. Absolute. */
	readonly dataDir: string;
	readonly url: string;
	/** Without a window, for tests. */
	readonly isHeadless: boolean;
	/** Further flags of the installation, or of a test. */
	readonly extra: readonly string[];
}

/** Chromium's arguments. DevTools come by a pipe: no port is opened that another program of the machine could use. */
export function chromiumArguments({ dataDir, url, isHeadless, extra }: LaunchOptions): readonly string[] {
	const flags = KIOSK_FLAGS.map(({ flag }) => flag).filter((flag) => !(isHeadless && flag === "--kiosk"));
	return [
		...flags,
		...(isHeadless ? ["--headless=new"] : []),
		`--user-data-dir=${dataDir}`,
		"--remote-debugging-pipe",
		...extra,
		url,
	];
}
