import css from "./panel.css?inline";

let sheet: CSSStyleSheet | undefined;

/** Gives the shadow root or document the panel's styles, once. A constructed sheet needs no `style-src 'unsafe-inline'`. */
export function adoptPanelStyles(root: Document | ShadowRoot): void {
	if (sheet === undefined) {
		sheet = new CSSStyleSheet();
		sheet.replaceSync(css);
	}
	if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
