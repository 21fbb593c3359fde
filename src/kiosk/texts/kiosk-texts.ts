import type { KioskLanguage } from "../model/settings.ts";
import { CHINESE } from "./chinese.ts";
import { ENGLISH, type KioskTexts } from "./english.ts";

export type { KioskTexts };

/** The kiosk's strings in each language that it has. */
export const KIOSK_TEXTS: Readonly<Record<KioskLanguage, KioskTexts>> = { en: ENGLISH, zh: CHINESE };

/** What a language is called in the page's markup (BCP 47). */
export const LANGUAGE_TAGS: Readonly<Record<KioskLanguage, string>> = { en: "en", zh: "zh-Hans" };
