/** How tasks of the stand-in go. Times are seconds. */
export interface TaskPlan {
	/** In the queue before it is begun. */
	readonly queued: number;
	/** From its beginning to its end. */
	readonly lasts: number;
	/** Never ends. */
	readonly never?: boolean;
	/** Ends as a failure with this code of the document. */
	readonly fails?: { readonly code: number; readonly message: string };
}

export const QUICK_TASK: TaskPlan = { queued: 0, lasts: 0.2 };

/** A task with what was asked, from when it was submitted. */
export interface Task<Order> {
	readonly id: string;
	readonly order: Order;
	readonly plan: TaskPlan;
	/** Seconds on the stand-in's clock. */
	readonly submittedAt: number;
}

export type TaskPhase = "queued" | "running" | "done" | "failed";

/** Where a task stands at `now`. */
export function taskPhase({ plan, submittedAt }: Task<unknown>, now: number): TaskPhase {
	const age = now - submittedAt;
	if (age < plan.queued) return "queued";
	if (plan.never || age < plan.queued + plan.lasts) return "running";
	return plan.fails === undefined ? "done" : "failed";
}

/** 0 … 1 of the time that a task runs. */
export const taskShare = ({ plan, submittedAt }: Task<unknown>, now: number): number =>
	Math.max(0, Math.min(1, (now - submittedAt - plan.queued) / Math.max(plan.lasts, 1e-9)));
