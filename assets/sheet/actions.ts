import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { VENDOR_ACTIONS } from "../gestures/action-codes.ts";
import type { ActionShot } from "./action-page.ts";
import { photographActions } from "./action-photographer.ts";

/**
 * `npx tsx assets/sheet/actions.ts [NAME …]`: renders what the actions look like in the middle of them into
 * `docs/actions.webp`; with names, three moments of each of these, from the front and the side, into the file named last.
 */
const names = process.argv.slice(2);
const avatar = "/assets/public/avatars/mira.vrm";

/** By then, an action is at its most telling. Seconds. */
const TELLING: Readonly<Record<string, number>> = {
	wave: 0.85,
	applaud: 0.72,
	enter: 1.2,
	exit: 1.45,
	"left-slide": 1.5,
	"turn-around": 1.3,
	bow: 1.2,
	nod: 0.3,
	shake: 0.35,
};

function shotOf(caption: string, action: string, gesture: string): ActionShot {
	return { caption, action, at: TELLING[gesture] ?? 1.1 };
}

const overview: readonly ActionShot[] = [
	{ caption: "at ease", action: "", at: 0 },
	...Object.entries(VENDOR_ACTIONS).map(([code, gesture]) => shotOf(code, code, gesture)),
	...(["nod", "point", "think", "shrug", "thumbs-up"] as const).map((name) => shotOf(name, name, name)),
];

if (names.length === 0) {
	const sheet = { avatar, columns: 6, width: 280, height: 300, framing: "half", quality: 0.84 } as const;
	const file = await photographActions({ ...sheet, shots: overview });
	await writeFile(fileURLToPath(new URL("../../docs/actions.webp", import.meta.url)), file);
	process.stdout.write(`docs/actions.webp: ${Math.round(file.length / 1000)} kB\n`);
} else {
	const target = names.pop() ?? "";
	const shots = names.flatMap((name) =>
		[0.35, TELLING[name] ?? 1.1].flatMap((at) =>
			[0, 70].map((yaw) => ({ caption: `${name} ${at}`, action: name, at, yaw })),
		),
	);
	const sheet = { avatar, columns: 4, width: 380, height: 460, framing: "half", quality: 0.9 } as const;
	await writeFile(target, await photographActions({ ...sheet, shots }));
}
