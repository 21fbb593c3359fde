/** The shell's strings, in English. */
const ENGLISH = {
	start: "Start",
	open: "Open the avatar",
	minimise: "Minimise",
	loading: "Loading…",
	retry: "Try again",
	ready: "Ready",
	avatarAlt: "A talking avatar",
};

/** Every string of the shell; the page may replace each by `text-contents`. */
export type ShellTexts = Readonly<typeof ENGLISH>;

const CHINESE: ShellTexts = {
	start: "开始",
	open: "打开数字人",
	minimise: "最小化",
	loading: "加载中…",
	retry: "重试",
	ready: "就绪",
	avatarAlt: "会说话的数字人",
};

/** The strings for a language (BCP 47): Chinese for `zh…`, else English. */
export function shellTexts(lang: string, overrides: Readonly<Record<string, string>>): ShellTexts {
	return { ...(/^zh\b/i.test(lang) ? CHINESE : ENGLISH), ...overrides };
}
