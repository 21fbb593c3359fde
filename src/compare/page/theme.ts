const KEY = "facewire.compare.theme";

function stored(): string | null {
	try {
		return localStorage.getItem(KEY);
	} catch {
		return null;
	}
}

/** Dark or light: as the viewer chose here, else as the system has it. Returns the switch. */
export function startTheme(changed: () => void): () => void {
	const dark = matchMedia("(prefers-color-scheme: dark)");
	const apply = (theme: string) => {
		document.documentElement.dataset.theme = theme;
		changed();
	};
	apply(stored() ?? (dark.matches ? "dark" : "light"));
	dark.addEventListener("change", () => stored() ?? apply(dark.matches ? "dark" : "light"));
	return () => {
		const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
		try {
			localStorage.setItem(KEY, theme);
		} catch {
			// Storage is forbidden: the choice holds for this visit.
		}
		apply(theme);
	};
}
