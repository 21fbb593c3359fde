import { FacewireAvatar, type WidgetSetup } from "./facewire-avatar.ts";

/**
 * Makes the element known to the browser; does nothing where there is none, or where a script has done so before.
 * @param setup where the element finds what it loads
 * @param tagName another name, if the page needs one
 */
export function defineFacewireAvatar(setup: Partial<WidgetSetup> = {}, tagName = "facewire-avatar"): void {
	Object.assign(FacewireAvatar.setup, setup);
	if (globalThis.customElements === undefined || customElements.get(tagName) !== undefined) return;
	// A class has one name; a second name gets a class of its own.
	const isTaken = customElements.getName?.(FacewireAvatar) != null;
	customElements.define(tagName, isTaken ? class extends FacewireAvatar {} : FacewireAvatar);
}

declare global {
	interface HTMLElementTagNameMap {
		"facewire-avatar": FacewireAvatar;
	}
}
