import { setTimeout as sleep } from "node:timers/promises";
import { type Seconds, seconds } from "../../../util/time.ts";

export interface WaitOptions<Answer> {
	/** Asks how the task stands. */
	readonly ask: () => Promise<Answer>;
	readonly isOver: (answer: Answer) => boolean;
	/** Between two questions. */
	readonly every: Seconds;
	/** After which the task is no longer waited for; it goes on at the service. */
	readonly giveUpAfter: Seconds;
	/** Told every answer. */
	readonly onAnswer?: (answer: Answer) => void;
	readonly signal?: AbortSignal;
	/** Any clock in seconds; the machine's by default. */
	readonly now?: () => Seconds;
	/** Ends after so many seconds, or rejects when `signal` aborts; the machine's timer by default. */
	readonly pause?: (duration: Seconds, signal: AbortSignal | undefined) => Promise<void>;
}

/** A task has not ended within the time that it was waited for. */
export class TaskTimeout extends Error {
	override readonly name = "TaskTimeout";

	constructor(waited: Seconds) {
		super(
			`The task has not ended within ${Math.round(waited)} s. It goes on at the service: ask for it again later, by its id.`,
		);
	}
}

const machineClock = () => seconds(performance.now() / 1000);

const machinePause = async (duration: Seconds, signal: AbortSignal | undefined) =>
	void (await sleep(duration * 1000, undefined, signal === undefined ? {} : { signal }));

/** Asks until the task is over. @throws {TaskTimeout}, the signal's reason, and whatever `ask` throws */
export async function waitForTask<Answer>(options: WaitOptions<Answer>): Promise<Answer> {
	const {
		ask,
		isOver,
		every,
		giveUpAfter,
		onAnswer,
		signal,
		now = machineClock,
		pause = machinePause,
	} = options;
	const start = now();
	while (true) {
		const answer = await ask();
		onAnswer?.(answer);
		if (isOver(answer)) return answer;
		if (now() - start + every > giveUpAfter) throw new TaskTimeout(giveUpAfter);
		await pause(every, signal);
	}
}
