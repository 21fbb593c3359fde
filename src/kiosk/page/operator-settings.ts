import { SettingsView } from "../views/settings-view.ts";
import { KEPT, keep } from "./keep.ts";
import type { KioskPage } from "./kiosk-page.ts";
import { Passcode } from "./passcode.ts";

let view: SettingsView | undefined;

/** Opens the operator's settings over the kiosk's page. Loaded when they are first asked for. */
export function openSettings(kiosk: KioskPage): void {
	view ??= makeView(kiosk);
	if (!view.element.isConnected) kiosk.screen.root.append(view.element);
	view.open();
}

function makeView(kiosk: KioskPage): SettingsView {
	return new SettingsView(new Passcode(), {
		settings: () => kiosk.settings,
		save: (settings) => kiosk.changeSettings(settings),
		reload: () => kiosk.reload("the operator asked for it"),
		maintenance: (isOn) => kiosk.setMaintenance(isOn),
		trust: () => {
			keep(KEPT.key, null);
			keep(KEPT.token, null);
		},
		health: () => {
			const { counters, supervisor: _, ...health } = kiosk.report.take();
			const trouble = kiosk.operator.trouble === "" ? "well" : kiosk.operator.trouble;
			const figures = { ...health, ...counters, "line to the gateway": trouble, "held back": kiosk.heldBack };
			return Object.entries(figures).map(([name, value]) => [name, String(value ?? "–")] as const);
		},
	});
}
