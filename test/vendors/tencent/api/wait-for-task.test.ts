import { describe, expect, it } from "vitest";
import { seconds } from "../../../../src/util/time.ts";
import { TaskTimeout, waitForTask } from "../../../../src/vendors/tencent/api/wait-for-task.ts";

/** A clock that goes on only while somebody waits. */
function clock() {
	let now = 0;
	return {
		now: () => seconds(now),
		pause: async (duration: number) => {
			now += duration;
		},
	};
}

const asking = (answers: readonly number[]) => {
	let count = 0;
	return async () => answers[Math.min(count++, answers.length - 1)] ?? 0;
};

describe("waitForTask", () => {
	it("asks until the task is over and hands every answer on", async () => {
		const seen: number[] = [];
		const over = await waitForTask({
			ask: asking([0, 50, 100]),
			isOver: (progress) => progress >= 100,
			every: seconds(5),
			giveUpAfter: seconds(60),
			onAnswer: (progress) => seen.push(progress),
			...clock(),
		});
		expect(over).toBe(100);
		expect(seen).toEqual([0, 50, 100]);
	});

	it("gives a task up that never ends, and says that it goes on", async () => {
		const time = clock();
		const endless = waitForTask({
			ask: asking([10]),
			isOver: () => false,
			every: seconds(5),
			giveUpAfter: seconds(60),
			...time,
		});
		const error = await endless.catch((reason: unknown) => reason);
		expect(error).toBeInstanceOf(TaskTimeout);
		expect(String(error)).toMatch(/within 60 s\. It goes on at the service/);
		expect(time.now()).toBe(60);
	});

	it("ends with its signal", async () => {
		const abort = new AbortController();
		const waiting = waitForTask({
			ask: async () => abort.abort(new Error("enough")),
			isOver: () => false,
			every: seconds(1000),
			giveUpAfter: seconds(5000),
			signal: abort.signal,
		});
		await expect(waiting).rejects.toThrow(/abort/i);
	});
});
