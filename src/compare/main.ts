import "uplot/dist/uPlot.min.css";
import { ComparePage } from "./page/compare-page.ts";

declare global {
	interface Window {
		/** For the unattended run, the developer's console and tests. */
		facewireCompare: ComparePage;
	}
}

window.facewireCompare = new ComparePage();
