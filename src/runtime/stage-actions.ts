import type { BodyDirector } from "../motion/body-director.ts";
import type { ActionFile } from "../renderer/action-file.ts";
import type { Avatar } from "../renderer/avatar.ts";

/** What a head without arms does for an action from a file. */
const WITHOUT_ARMS = "nod";

interface LoadedAction {
	readonly url: string;
	readonly file: ActionFile;
}

/** The actions that came as files: loads them, and fits them to every avatar that comes. Lives where the stage does. */
export class StageActions {
	readonly #body: BodyDirector;
	readonly #problem: (url: string, message: string) => void;
	readonly #loaded = new Map<string, LoadedAction>();
	/** The last request for a name is the one that counts. */
	readonly #wanted = new Map<string, AbortController>();
	#avatar: Avatar | undefined;

	/** @param problem told of every file that cannot be loaded, and of avatars that cannot play them */
	constructor(body: BodyDirector, problem: (url: string, message: string) => void) {
		this.#body = body;
		this.#problem = problem;
	}

	/** Makes a file the action `name`; `url` is only what to call it if there are `bytes`. Never rejects. */
	async load(name: string, url: string, bytes?: ArrayBuffer): Promise<void> {
		this.#wanted.get(name)?.abort();
		const wanted = new AbortController();
		this.#wanted.set(name, wanted);
		const { signal } = wanted;
		try {
			const { loadAction } = await import("../renderer/load-action.ts");
			const file = await loadAction(bytes ?? url, { signal, name: url });
			signal.throwIfAborted();
			this.#body.addFile(name, file.duration, WITHOUT_ARMS);
			this.#loaded.set(name, { url, file });
			this.#fit(name, url, file);
		} catch (cause) {
			if (signal.aborted) return;
			this.#problem(url, cause instanceof Error ? cause.message : String(cause));
		}
	}

	/** Another avatar is shown: brings all actions to it. */
	fit(avatar: Avatar): void {
		this.#avatar = avatar;
		for (const [name, { url, file }] of this.#loaded) this.#fit(name, url, file);
	}

	/** Ends what is loading. Idempotent. */
	dispose(): void {
		for (const wanted of this.#wanted.values()) wanted.abort();
		this.#wanted.clear();
	}

	#fit(name: string, url: string, file: ActionFile): void {
		if (this.#avatar === undefined) return;
		if (this.#avatar.addAction !== undefined) this.#avatar.addAction(name, file);
		else
			this.#problem(
				url,
				`${url} cannot be played by this avatar, which is no VRM with arms; it does "${WITHOUT_ARMS}" instead.`,
			);
	}
}
