import type { SessionProvider } from "../runtime/session-host-messages.ts";
import type { Reflected } from "./reflected.ts";
import type { ShellTexts } from "./shell-texts.ts";
import type { ShellView } from "./shell-view.ts";

/** What the core is given of the element that it fills. */
export interface WidgetHost {
	readonly element: HTMLElement & Reflected;
	readonly view: ShellView;
	readonly texts: ShellTexts;
	/** Words of the page's own for some of the widget's. */
	readonly overrides: Readonly<Record<string, string>>;
	/** Language of the element (BCP 47), its surroundings' if it has none. */
	readonly language: string;
	/** Absolute folder of the widget's files; `undefined` where a bundler placed them. */
	readonly assets: string | undefined;
	/** Whether the page has more than one avatar. */
	readonly hasPeers: boolean;
	readonly sessionProvider: SessionProvider | undefined;
}
