import { CHINESE } from "./texts/chinese.ts";
import { ENGLISH, isChinese, type PanelTexts, withTexts } from "./texts/english.ts";

export { fillText } from "./fill-text.ts";
export type { PanelTexts };

/**
 * The panel's strings for a language (BCP 47): Chinese for `zh…`, else English, with the page's own words in place of
 * those that it gives.
 */
export const panelTexts = (lang = "", overrides: Partial<PanelTexts> = {}): PanelTexts =>
	withTexts(isChinese(lang) ? CHINESE : ENGLISH, overrides);
