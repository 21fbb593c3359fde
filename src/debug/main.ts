import { DebugPage } from "./debug-page.ts";
import { showProblem } from "./panel/problems.ts";

declare global {
	interface Window {
		/** For the developer's console and for tests. */
		facewireDebug: DebugPage;
	}
}

try {
	window.facewireDebug = await DebugPage.open();
} catch (cause) {
	showProblem(cause instanceof Error ? cause.message : String(cause));
}
