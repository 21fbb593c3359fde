/** `HTMLElement`, or where there is none (a server that renders pages) a class that is never made. */
export const BaseElement: typeof HTMLElement =
	globalThis.HTMLElement ?? (class {} as unknown as typeof HTMLElement);
