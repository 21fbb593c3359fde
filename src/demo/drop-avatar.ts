/** Lets the viewer drop a model file onto `target`. */
export function acceptDroppedAvatar(
	target: HTMLElement,
	accept: (name: string, bytes: ArrayBuffer) => void,
): void {
	const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
	target.addEventListener("dragover", (event) => {
		if (!hasFiles(event)) return;
		event.preventDefault();
		target.classList.add("dropping");
	});
	target.addEventListener("dragleave", () => target.classList.remove("dropping"));
	target.addEventListener("drop", (event) => {
		target.classList.remove("dropping");
		const file = event.dataTransfer?.files[0];
		if (file === undefined) return;
		event.preventDefault();
		void file.arrayBuffer().then((bytes) => accept(file.name, bytes));
	});
}
