import type { KioskLanguage } from "./settings.ts";

/** What the host can say without a connection: recordings with lips, kept on the kiosk. */
export const KIOSK_LINES = ["greet", "resumed", "gone", "back", "still-there"] as const;
export type KioskLine = (typeof KIOSK_LINES)[number];

/** Their words; `scripts/kiosk-lines.ts` makes the recordings of them. */
export const LINE_TEXTS: Readonly<Record<KioskLanguage, Readonly<Record<KioskLine, string>>>> = {
	en: {
		greet: "[smile] Hello! I am Mira. How can I help you?",
		resumed: "[nod] I am back. Sorry, I had to start again. What would you like to know?",
		gone: "I am sorry, I have lost my connection. I will be right back.",
		back: "[smile] I am connected again. Please go on.",
		"still-there": "Are you still there? Touch the screen if you would like more time.",
	},
	zh: {
		greet: "[smile] 你好！我是米拉，请问有什么可以帮你？",
		resumed: "[nod] 我回来了，抱歉刚才重新启动。你想了解什么？",
		gone: "很抱歉，我的网络断开了，请稍等一下。",
		back: "[smile] 网络恢复了，请继续。",
		"still-there": "你还在吗？如果需要更多时间，请触摸屏幕。",
	},
};

/** Where a line's recording lies, relative to the page. */
export const linePath = (language: KioskLanguage, line: KioskLine): string =>
	`kiosk/lines/${language}-${line}.ndjson`;
