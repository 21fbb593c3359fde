import { importFiles } from "./import-files.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import { element } from "./panel/dom.ts";
import { showProblem } from "./panel/problems.ts";

const MODEL = /\.(vrm|glb|gltf)$/i;

export interface OpenFilesHandlers {
	/** A recording was chosen or dropped; or made of sound and curves of another system, to be read with these options. */
	session(recording: Blob, options: ReplayOptions): void;
	/** A model was; or one of the models that come with the product, by its address. */
	avatar(name: string, bytes?: ArrayBuffer): void;
}

/** Everything by which files get into the page: the two choosers, and a drop anywhere. Main thread. */
export function openFiles(handlers: OpenFilesHandlers): void {
	const file = element("file", HTMLInputElement);
	file.addEventListener("change", () => {
		const chosen = [...(file.files ?? [])];
		if (chosen.length > 0) void open(chosen, handlers);
		file.value = "";
	});
	const avatar = element("avatar-file", HTMLInputElement);
	avatar.addEventListener("change", () => {
		for (const chosen of [...(avatar.files ?? [])].slice(0, 1)) void give(chosen, handlers);
		avatar.value = "";
	});
	const look = element("avatar-look", HTMLSelectElement);
	look.addEventListener("change", () => handlers.avatar(new URL(look.value, location.href).href));
	listenToDrops(handlers);
}

function listenToDrops(handlers: OpenFilesHandlers): void {
	const { body } = document;
	body.addEventListener("dragover", (event) => {
		event.preventDefault();
		body.classList.add("dropping");
	});
	body.addEventListener("dragleave", (event) => {
		if (event.relatedTarget === null) body.classList.remove("dropping");
	});
	body.addEventListener("drop", (event) => {
		event.preventDefault();
		body.classList.remove("dropping");
		const dropped = [...(event.dataTransfer?.files ?? [])];
		const model = dropped.find(({ name }) => MODEL.test(name));
		if (model !== undefined) void give(model, handlers);
		else if (dropped.length > 0) void open(dropped, handlers);
	});
}

async function open(files: readonly File[], handlers: OpenFilesHandlers): Promise<void> {
	try {
		const imported = await importFiles(files);
		const [file] = files;
		if (imported !== undefined) {
			const { recording, frameRate, notes } = imported;
			handlers.session(recording, frameRate === undefined ? {} : { frameRate });
			for (const note of notes) showProblem(note);
		} else if (file !== undefined) handlers.session(file, {});
	} catch (cause) {
		showProblem(cause instanceof Error ? cause.message : String(cause));
	}
}

async function give(model: File, handlers: OpenFilesHandlers): Promise<void> {
	handlers.avatar(model.name, await model.arrayBuffer());
}
