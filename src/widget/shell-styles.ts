import css from "./style/shell.css?inline";

let sheet: CSSStyleSheet | undefined;

/** Gives a shadow root the shell's styles. A constructed sheet needs no `style-src 'unsafe-inline'`. */
export function adoptShellStyles(root: ShadowRoot): void {
	if (sheet === undefined) {
		sheet = new CSSStyleSheet();
		sheet.replaceSync(css);
	}
	root.adoptedStyleSheets.push(sheet);
}
