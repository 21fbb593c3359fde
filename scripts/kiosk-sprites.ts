import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { chromium } from "playwright";
import { defaultConfig } from "../src/gateway/config.ts";
import { BLENDSHAPE_COUNT, BLENDSHAPE_INDEX, type BlendshapeName } from "../src/lipsync/blendshapes.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { startServices } from "./services.ts";

// Takes the pictures of the kiosk's flat face, after a build: `tsx scripts/kiosk-sprites.ts`.

type Mouth = Readonly<Partial<Record<BlendshapeName, number>>>;

const both = (name: "Stretch" | "Smile" | "Press" | "LowerDown" | "UpperUp", weight: number): Mouth => ({
	[`mouth${name}Left`]: weight,
	[`mouth${name}Right`]: weight,
});

/** What a picture stands for, and how the face is posed for it where that alone would not be seen. */
interface Picture {
	readonly mouth: Mouth;
	readonly pose?: Mouth;
}

/** Mouths that tell sounds apart: rest, m, f, s, ee, eh, schwa, ah, aa, oh, oo, sh. */
const PICTURES: readonly Picture[] = [
	{ mouth: {} },
	// Lips at rest are relaxed, those of an m pressed: the two are never to look alike.
	{
		mouth: { jawOpen: 0.06, mouthClose: 0.06, ...both("Press", 0.35) },
		pose: { ...both("Press", 0.9), mouthRollLower: 0.7, mouthRollUpper: 0.7 },
	},
	{ mouth: { jawOpen: 0.06, mouthRollLower: 0.5, ...both("UpperUp", 0.15) } },
	{ mouth: { jawOpen: 0.06, ...both("Stretch", 0.26), ...both("LowerDown", 0.2), ...both("UpperUp", 0.1) } },
	{ mouth: { jawOpen: 0.13, ...both("Stretch", 0.36), ...both("Smile", 0.12), ...both("LowerDown", 0.16) } },
	{ mouth: { jawOpen: 0.26, ...both("Stretch", 0.2), ...both("LowerDown", 0.16), ...both("UpperUp", 0.08) } },
	{ mouth: { jawOpen: 0.18, ...both("LowerDown", 0.1) } },
	{ mouth: { jawOpen: 0.3, ...both("LowerDown", 0.13), ...both("UpperUp", 0.06) } },
	{ mouth: { jawOpen: 0.42, ...both("LowerDown", 0.18), ...both("UpperUp", 0.1) } },
	{ mouth: { jawOpen: 0.3, mouthFunnel: 0.45, mouthPucker: 0.24 } },
	{ mouth: { jawOpen: 0.1, mouthFunnel: 0.2, mouthPucker: 0.7 } },
	{ mouth: { jawOpen: 0.08, mouthFunnel: 0.42, mouthPucker: 0.2 } },
];
const MOUTHS = PICTURES.map(({ mouth }) => mouth);
const POSES = PICTURES.map(({ mouth, pose }) => pose ?? mouth);
const BLINK: Mouth = { eyeBlinkLeft: 1, eyeBlinkRight: 1 };

const SIZE = { width: 360, height: 480 };
const COLUMNS = 4;
const QUALITY = 0.82;
/** Where the eyes are, as shares of the height: looked up in the pictures. */
const EYES = { from: 0.35, to: 0.45 };

const weightsOf = (mouth: Mouth) => {
	const weights = new Array<number>(BLENDSHAPE_COUNT).fill(0);
	for (const [name, weight] of Object.entries(mouth))
		weights[BLENDSHAPE_INDEX[name as BlendshapeName]] = weight;
	return weights;
};

const services = await startServices({ ...defaultConfig(), port: 0, logLevel: "silent" }, resolve("dist"));
const executablePath = findChromium();
const browser = await chromium.launch({
	args: [...CHROMIUM_ARGS],
	...(executablePath === undefined ? {} : { executablePath }),
});
try {
	await mkdir("assets/public/kiosk/sprites", { recursive: true });
	for (const name of process.argv.slice(2).length > 0 ? process.argv.slice(2) : ["mira"]) {
		const page = await browser.newPage({ viewport: SIZE, reducedMotion: "reduce" });
		page.setDefaultTimeout(120_000);
		await page.goto(`${services.gateway.url}/?quality=low&avatar=avatars/${name}-light.vrm`);
		await page.waitForFunction(() => document.querySelector<HTMLElement>("#loading")?.hidden === true);
		await page.evaluate(({ width, height }) => {
			const canvas = document.querySelector("canvas");
			if (canvas === null) throw new Error("There is no canvas.");
			document.body.replaceChildren(canvas);
			Object.assign(canvas.style, {
				position: "fixed",
				inset: "0",
				width: `${width}px`,
				height: `${height}px`,
			});
		}, SIZE);
		// The stage has to have seen the new size.
		await page.waitForFunction(({ width, height }) => {
			const canvas = document.querySelector("canvas");
			return canvas !== null && Math.abs(canvas.width / canvas.height - width / height) < 0.02;
		}, SIZE);
		await page.waitForTimeout(4000);
		const webp = await page.evaluate(
			async ({ poses, size, columns, quality }) => {
				const sheet = document.createElement("canvas");
				sheet.width = columns * size.width;
				sheet.height = Math.ceil(poses.length / columns) * size.height;
				const context = sheet.getContext("2d");
				const drawn = document.querySelector("canvas");
				if (context === null || drawn === null) throw new Error("Nothing is drawn.");
				for (const [index, weights] of poses.entries()) {
					window.facewire.pose(Float32Array.from(weights));
					await new Promise((resolve) => setTimeout(resolve, 1500));
					await new Promise((resolve) => requestAnimationFrame(resolve));
					context.drawImage(
						drawn,
						(index % columns) * size.width,
						Math.floor(index / columns) * size.height,
						size.width,
						size.height,
					);
				}
				return sheet.toDataURL("image/webp", quality);
			},
			{ poses: [...POSES, BLINK].map(weightsOf), size: SIZE, columns: COLUMNS, quality: QUALITY },
		);
		const picture = Buffer.from(webp.slice(webp.indexOf(",") + 1), "base64");
		await writeFile(`assets/public/kiosk/sprites/${name}.webp`, picture);
		const description = {
			image: `${name}.webp`,
			...SIZE,
			columns: COLUMNS,
			mouths: MOUTHS,
			blink: { picture: MOUTHS.length, ...EYES },
		};
		await writeFile(
			`assets/public/kiosk/sprites/${name}.json`,
			`${JSON.stringify(description, undefined, "\t")}\n`,
		);
		console.log(`${name}: ${Math.round(picture.length / 1000)} kB`);
		await page.close();
	}
} finally {
	await browser.close();
	await services.dispose();
}
