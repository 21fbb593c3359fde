/** Puts `values` into the places that `template` keeps for them: `{name}`. */
export function fillText(template: string, values: Readonly<Record<string, string | number>>): string {
	return template.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
