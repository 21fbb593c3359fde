/** Names under which the kiosk keeps things. None of them holds anything of a visitor. */
export const KEPT = {
	settings: "facewire.kiosk.settings",
	counters: "facewire.kiosk.counters",
	passcode: "facewire.kiosk.passcode",
	lock: "facewire.kiosk.lock",
	token: "facewire.kiosk.token",
	key: "facewire.kiosk.public-key",
	/** That a visit was under way, and in which language: a crash is told from a reload by it. */
	visit: "facewire.kiosk.visit",
} as const;

/** What was kept under `name`; null where nothing is, or the browser keeps nothing. */
export function readKept(name: string): string | null {
	try {
		return localStorage.getItem(name);
	} catch {
		return null;
	}
}

/** Keeps `value`, `null` nothing, where the browser lets it. */
export function keep(name: string, value: string | null): void {
	try {
		if (value === null) localStorage.removeItem(name);
		else localStorage.setItem(name, value);
	} catch {
		// A full or forbidden storage costs the settings, never the visit.
	}
}

/** The JSON that was kept under `name`, whatever it holds; `undefined` if it is none. */
export function readKeptJson(name: string): unknown {
	try {
		return JSON.parse(readKept(name) ?? "null") ?? undefined;
	} catch {
		return undefined;
	}
}

/** What the operator's line keeps: which gateway it trusts. */
export const KEPT_TRUST = {
	get: (name: "token" | "key") => readKept(KEPT[name]),
	set: (name: "token" | "key", value: string) => keep(KEPT[name], value),
};
