import { expect, it } from "vitest";
import { fillText, panelTexts } from "../../../src/widget/panel/panel-texts.ts";

it("speaks English, Chinese where the language is Chinese, and the page's own words before both", () => {
	expect(panelTexts().send).toBe("Send");
	expect(panelTexts("fr").send).toBe("Send");
	expect(panelTexts("zh-Hant-TW").send).toBe("发送");
	expect(panelTexts("zh", { send: "走" })).toMatchObject({ send: "走", close: "关闭" });
});

it("does not let a page take a text away", () => {
	expect(panelTexts("en", { send: undefined as unknown as string }).send).toBe("Send");
});

it("keeps the same places to fill in every language", () => {
	const places = (lang: string) =>
		Object.entries(panelTexts(lang)).map(([key, text]) => [key, text.match(/\{\w+\}/g)]);
	expect(places("zh")).toEqual(places("en"));
});

it("fills a text's places, and leaves those that it has nothing for", () => {
	expect(fillText("{a} and {b}", { a: 1 })).toBe("1 and {b}");
});
