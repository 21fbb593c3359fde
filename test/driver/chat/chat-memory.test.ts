import { describe, expect, it } from "vitest";
import { ChatMemory } from "../../../src/driver/chat/chat-memory.ts";
import { ClauseSource } from "../../../src/driver/clause-source.ts";
import { readMarkdown } from "../../../src/driver/read-markdown.ts";
import { splitClauses } from "../../../src/driver/split-clauses.ts";
import { seconds } from "../../../src/util/time.ts";

let now = seconds(0);
const memory = () => new ChatMemory(() => now);

/** An answer of which `heard` clauses have been handed to the speaker. */
async function answer(text: string, heard = Number.POSITIVE_INFINITY): Promise<ClauseSource> {
	const source = ClauseSource.of(splitClauses(readMarkdown(text)));
	const reader = source[Symbol.asyncIterator]();
	for (let i = 0; i < heard; i++) if ((await reader.next()).done) break;
	return source;
}

describe("the memory of conversations", () => {
	it("tells a conversation in order, and no other", async () => {
		const chats = memory();
		chats.add("a", "Who?", await answer("Mira."));
		chats.add("b", "Where?", await answer("Here."));
		chats.add("a", "Since when?", await answer("Today."));
		expect(chats.recall("a")).toEqual([
			{ role: "user", content: "Who?" },
			{ role: "assistant", content: "Mira." },
			{ role: "user", content: "Since when?" },
			{ role: "assistant", content: "Today." },
		]);
	});

	it("holds of an interrupted answer what was said, and nothing of one that never began", async () => {
		const chats = memory();
		chats.add("a", "Tell me.", await answer("First this. Then that.", 1));
		chats.add("a", "What?", await answer("Never said.", 0));
		expect(chats.recall("a").map(({ content }) => content)).toEqual(["Tell me.", "First this."]);
	});

	it("holds no sentence that stood in for an answer", async () => {
		const chats = memory();
		const source = new ClauseSource();
		source.push(splitClauses(readMarkdown("One moment.")), "cloudAiWaiting");
		source.push(splitClauses(readMarkdown("Yes.")));
		source.end();
		for await (const _ of source);
		chats.add("a", "Well?", source);
		expect(chats.recall("a")[1]).toEqual({ role: "assistant", content: "Yes." });
	});

	it("is bounded in turns and in characters", async () => {
		const chats = memory();
		for (let i = 0; i < 20; i++) chats.add("a", `Question ${i}?`, await answer("Yes."));
		expect(chats.recall("a")).toHaveLength(24);
		expect(chats.recall("a")[0]?.content).toBe("Question 8?");
		chats.add("a", "Long?", await answer("Very long words. ".repeat(700)));
		expect(chats.recall("a")[0]?.content).toMatch(/^Question (9|1\d)\?$/);
		chats.add("a", "Longer?", await answer("Very long words. ".repeat(800)));
		expect(chats.recall("a")).toEqual([]);
	});

	it("forgets after half an hour, on request, and the oldest of too many", async () => {
		const chats = memory();
		const yes = await answer("Yes.");
		chats.add("old", "?", yes);
		chats.add("told", "?", yes);
		chats.forget("told");
		expect(chats.recall("told")).toEqual([]);
		for (let i = 0; i < 499; i++) chats.add(`s${i}`, "?", yes);
		expect(chats.recall("old")).toHaveLength(2);
		chats.add("one more", "?", yes);
		expect(chats.recall("old")).toEqual([]);
		expect(chats.recall("s0")).toHaveLength(2);
		now = seconds(1801);
		expect(chats.recall("s0")).toEqual([]);
	});
});
