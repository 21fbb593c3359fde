import { ENGLISH, isChinese, type PanelTexts } from "./texts/english.ts";

/** As `panelTexts`, for whoever has English only: another language is loaded when a panel speaks it. */
export const loadPanelTexts = async (lang: string): Promise<PanelTexts> =>
	isChinese(lang) ? (await import("./texts/chinese.ts")).CHINESE : ENGLISH;
