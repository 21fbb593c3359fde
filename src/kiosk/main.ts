import { KioskPage } from "./page/kiosk-page.ts";
import { pageOverrides } from "./page/page-overrides.ts";

declare global {
	interface Window {
		/** For the supervisor, the developer's console and tests. */
		facewireKiosk: KioskPage;
	}
}

const root = document.getElementById("kiosk");
if (root === null) throw new Error("The page has no kiosk.");

const address = new URL(location.href);
const kiosk = new KioskPage({
	root,
	base: new URL("./", address).href,
	overrides: pageOverrides(address),
	reload: () => location.reload(),
});
window.facewireKiosk = kiosk;
await kiosk.boot();
