import { describe, expect, it } from "vitest";
import { AnswerBook } from "../../src/driver/answer-book.ts";

const BOOK = new AnswerBook(`# A book

Some words about it.

## When do you open? / Opening hours

At **ten**. [smile]

And not before.

## What does a ticket cost / Ticket prices

Nothing.

## 几点开门 / 开放时间

上午十点。

## *

I do not know.

# 中文

## *

不知道。
`);

describe("AnswerBook", () => {
	it.each([
		["When do you open?", "At **ten**."],
		["when do you open tomorrow", "At **ten**."],
		["opening hours please", "At **ten**."],
		["ticket PRICES", "Nothing."],
		["what does one tiket cost", "Nothing."],
		["请问你们几点开门？", "上午十点。"],
		["开放时间", "上午十点。"],
	])("answers %o", (question, answer) => {
		expect(BOOK.answer(question)).toContain(answer);
	});

	it("gives the whole answer as Markdown", () => {
		expect(BOOK.answer("opening hours")).toBe("At **ten**. [smile]\n\nAnd not before.");
	});

	it.each([
		["what is the airspeed of a swallow", "I do not know."],
		["你喜欢什么颜色", "不知道。"],
		["???", "I do not know."],
	])("says in the language of %o that it does not know", (question, answer) => {
		expect(BOOK.answer(question)).toBe(answer);
	});

	it("needs an answer for everything else", () => {
		expect(() => new AnswerBook("## Hello\n\nHi.")).toThrow('The answers need a heading "## *".');
	});
});

describe("the book that comes with the driver", () => {
	it.each([
		["Hello!", "welcome to the Lantern Museum"],
		["good morning", "welcome to the Lantern Museum"],
		["who are you?", "I'm Mira"],
		["What's your name?", "I'm Mira"],
		["How does this work?", "twenty-five times a second"],
		["What are your opening hours?", "from Tuesday to Sunday"],
		["are you open on monday?", "from Tuesday to Sunday"],
		["how much are the tickets", "12 dollars"],
		["Where is the bathroom?", "small blue lamp"],
		["Where can I get a coffee?", "The café is"],
		["Tell me a joke", "old flames"],
		["Do you speak Chinese?", "English and Mandarin"],
		["thank you very much", "You're very welcome"],
		["bye bye", "mind the step"],
		["Who won the world cup in 1966?", "I'm afraid I don't know"],
		["你好", "欢迎来到灯火博物馆"],
		["你叫什么名字？", "我叫米拉"],
		["你是怎么工作的？", "每秒25次"],
		["星期一开门吗", "星期二到星期天"],
		["门票多少钱？", "成人票60元"],
		["厕所在哪里？", "蓝色的小灯"],
		["给我讲个笑话吧", "小灯泡"],
		["谢谢", "不客气"],
		["再见！", "请慢走"],
		["谁赢了一九六六年世界杯", "不知道"],
	])("answers %o", async (question, expected) => {
		const book = await AnswerBook.load(new URL("../../assets/answers.md", import.meta.url));
		expect(book.answer(question)).toContain(expected);
	});
});
