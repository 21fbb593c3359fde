import { KIOSK_LINES, type KioskLine, linePath } from "../model/lines.ts";
import type { KioskLanguage } from "../model/settings.ts";

/** Hosts that there are pictures of. */
const SPRITES: ReadonlySet<string> = new Set(["mira"]);
const FIRST_SPRITE = "mira";

/** Where the host's models, pictures and lines lie; lines are taken into memory. Main thread. */
export class KioskAssets {
	readonly #base: string;
	/** Lines in memory: addresses by path. */
	readonly #lines = new Map<string, string>();

	/** @param base absolute address under which `avatars/` and `kiosk/` lie */
	constructor(base: string) {
		this.#base = base;
	}

	/** Absolute addresses of a host's models. @param avatar file name in `avatars/`, or an address */
	models(avatar: string): { readonly avatar: string; readonly lightAvatar?: string } {
		if (/[./]/.test(avatar)) return { avatar: this.#address(avatar) };
		return {
			avatar: this.#address(`avatars/${avatar}.vrm`),
			lightAvatar: this.#address(`avatars/${avatar}-light.vrm`),
		};
	}

	/** Absolute address of a host's pictures; of another host's where there are none. */
	sprite(avatar: string): string {
		return this.#address(`kiosk/sprites/${SPRITES.has(avatar) ? avatar : FIRST_SPRITE}.json`);
	}

	/** Absolute address of a line's recording, in memory if it was kept. */
	line(language: KioskLanguage, line: KioskLine): string {
		const path = linePath(language, line);
		return this.#lines.get(path) ?? this.#address(path);
	}

	/** Takes the lines of a language into memory: nothing has to be fetched when there is nobody to fetch it from. */
	async keepLines(language: KioskLanguage): Promise<void> {
		await Promise.all(KIOSK_LINES.map((line) => this.#keepLine(linePath(language, line))));
	}

	async #keepLine(path: string): Promise<void> {
		if (this.#lines.has(path)) return;
		const response = await fetch(this.#address(path));
		if (response.ok) this.#lines.set(path, URL.createObjectURL(await response.blob()));
	}

	#address(path: string): string {
		return new URL(path, this.#base).href;
	}
}
