import { BLENDSHAPE_INDEX, type BlendshapeName } from "../lipsync/blendshapes.ts";
import { AssetError } from "../protocol/errors.ts";
import { WireReader } from "../protocol/wire-reader.ts";

/** What of the face tells mouth shapes apart, and how much each counts. */
const TELLING: readonly (readonly [BlendshapeName, number])[] = [
	["jawOpen", 2.2],
	["mouthClose", 1.5],
	["mouthFunnel", 1],
	["mouthPucker", 1],
	["mouthStretchLeft", 0.8],
	["mouthSmileLeft", 0.4],
	["mouthRollLower", 1],
	["mouthPressLeft", 0.8],
	["mouthLowerDownLeft", 0.6],
	["mouthUpperUpLeft", 0.6],
];

const PLACES = TELLING.map(([name]) => BLENDSHAPE_INDEX[name]);
const FACTORS = TELLING.map(([, factor]) => factor);

/** Pictures of one face with different mouths, side by side in one image, and what each is a picture of. */
export interface SpriteSheet {
	readonly image: ImageBitmap;
	/** Pixels of a picture. */
	readonly width: number;
	readonly height: number;
	readonly columns: number;
	/** Weights of the mouth in each picture, in the order of {@link TELLING}. */
	readonly mouths: readonly (readonly number[])[];
	/** Number of the picture with closed eyes, and the band of it that shows them, as shares of the height. */
	readonly blink: { readonly picture: number; readonly from: number; readonly to: number };
}

/** Loads a sheet by its description. @throws {AssetError} or WireError with the path of what is wrong */
export async function loadSpriteSheet(url: string): Promise<SpriteSheet> {
	const response = await fetch(url);
	if (!response.ok) throw new AssetError(url, `${url} answered ${response.status}.`);
	const from = WireReader.root(await response.json(), null);
	const size = { min: 1, max: 8192 };
	const mouths = from.raw("mouths");
	if (!Array.isArray(mouths) || mouths.length === 0) throw from.fault("mouths", "a list of mouths", mouths);
	const blink = from.object("blink");
	const picture = await fetch(new URL(from.text("image"), url));
	if (!picture.ok) throw new AssetError(url, `${url}: its picture answered ${picture.status}.`);
	return {
		image: await createImageBitmap(await picture.blob()),
		width: from.integer("width", size),
		height: from.integer("height", size),
		columns: from.integer("columns", size),
		mouths: mouths.map((mouth: Record<string, number>) => TELLING.map(([name]) => mouth[name] ?? 0)),
		blink: {
			picture: blink.integer("picture"),
			from: blink.number("from", { min: 0, max: 1 }),
			to: blink.number("to", { min: 0, max: 1 }),
		},
	};
}

/** Number of the picture whose mouth is most like `weights`. Allocates nothing. */
export function nearestMouth({ mouths }: Pick<SpriteSheet, "mouths">, weights: Float32Array): number {
	let best = 0;
	let least = Number.POSITIVE_INFINITY;
	for (let picture = 0; picture < mouths.length; picture++) {
		const mouth = mouths[picture] ?? [];
		let distance = 0;
		for (let i = 0; i < PLACES.length; i++) {
			const difference = (FACTORS[i] ?? 0) * ((mouth[i] ?? 0) - (weights[PLACES[i] ?? 0] ?? 0));
			distance += difference * difference;
		}
		if (distance >= least) continue;
		least = distance;
		best = picture;
	}
	return best;
}

/** Draws picture number `mouth`, with its eyes closed if they are to be, as large as it fits, standing on the lower edge. */
export function drawSprite(
	context: CanvasRenderingContext2D,
	{ image, width, height, columns, blink }: SpriteSheet,
	mouth: number,
	eyesClosed: boolean,
): void {
	const { canvas } = context;
	const scale = Math.min(canvas.width / width, canvas.height / height);
	const left = (canvas.width - scale * width) / 2;
	const top = canvas.height - scale * height;
	const draw = (picture: number, from: number, to: number) => {
		const x = (picture % columns) * width;
		const y = Math.floor(picture / columns) * height + from;
		context.drawImage(
			image,
			x,
			y,
			width,
			to - from,
			left,
			top + scale * from,
			scale * width,
			scale * (to - from),
		);
	};
	context.clearRect(0, 0, canvas.width, canvas.height);
	draw(mouth, 0, height);
	if (eyesClosed) draw(blink.picture, Math.round(blink.from * height), Math.round(blink.to * height));
}
