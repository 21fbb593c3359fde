import { ServicesRefusal } from "./services-refusal.ts";
import { QUICK_TASK, type Task, type TaskPlan } from "./task-clock.ts";

/** Tasks of one kind, by id. */
export class TaskList<Order> {
	readonly #tasks = new Map<string, Task<Order>>();
	readonly #newId: () => string;
	readonly #now: () => number;
	/** How the tasks that are submitted from now on go. */
	plan: TaskPlan = QUICK_TASK;

	constructor(newId: () => string, now: () => number) {
		this.#newId = newId;
		this.#now = now;
	}

	get all(): Iterable<Task<Order>> {
		return this.#tasks.values();
	}

	submit(order: Order): Task<Order> {
		const task = { id: this.#newId(), order, plan: this.plan, submittedAt: this.#now() };
		this.#tasks.set(task.id, task);
		return task;
	}

	/** @throws {ServicesRefusal} 110006 */
	find(id: unknown): Task<Order> {
		const task = this.#tasks.get(String(id));
		if (task === undefined) throw new ServicesRefusal(110006, "record not exist");
		return task;
	}
}
