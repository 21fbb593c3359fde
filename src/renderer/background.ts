import { Color, DataTexture, LinearFilter, SRGBColorSpace, Texture } from "three";

/** What is seen behind the avatar. Colours are CSS hex or names. */
export type Background =
	| { readonly type: "transparent" }
	| { readonly type: "color"; readonly color: string }
	| { readonly type: "gradient"; readonly top: string; readonly bottom: string }
	/** Covers the picture, cropped to its shape; the stage does not close it. */
	| { readonly type: "image"; readonly image: ImageBitmap };

/** Steps of a gradient: more than a screen can tell apart. */
const GRADIENT_ROWS = 256;

/** Rows of a gradient differ by less than a display's step: a pattern of ±½ step hides the bands. */
const DITHER = [
	[-0.375, 0.125, -0.25, 0.25],
	[0.375, -0.125, 0.5, 0],
] as const;

/** What three takes as a scene's background; a texture is the caller's to dispose. */
export function backgroundOf(background: Background): Color | Texture | null {
	switch (background.type) {
		case "transparent":
			return null;
		case "color":
			return new Color(background.color);
		case "gradient":
			return gradient(new Color(background.top), new Color(background.bottom));
		case "image":
			return picture(background.image);
	}
}

function gradient(top: Color, bottom: Color): DataTexture {
	const columns = DITHER[0].length;
	const data = new Uint8Array(columns * GRADIENT_ROWS * 4);
	const [from, to] = [bottom.convertLinearToSRGB(), top.convertLinearToSRGB()];
	const color = new Color();
	for (let row = 0; row < GRADIENT_ROWS; row++) {
		color.lerpColors(from, to, row / (GRADIENT_ROWS - 1));
		for (let column = 0; column < columns; column++) {
			const noise = DITHER[row & 1]?.[column] ?? 0;
			const rgb = color
				.toArray()
				.map((channel) => Math.min(255, Math.max(0, Math.round(channel * 255 + noise))));
			data.set([...rgb, 255], (row * columns + column) * 4);
		}
	}
	const texture = new DataTexture(data, columns, GRADIENT_ROWS);
	texture.colorSpace = SRGBColorSpace;
	texture.minFilter = LinearFilter;
	texture.magFilter = LinearFilter;
	texture.needsUpdate = true;
	return texture;
}

function picture(image: ImageBitmap): Texture {
	const texture = new Texture(image as never);
	texture.colorSpace = SRGBColorSpace;
	texture.needsUpdate = true;
	return texture;
}

/** Crops a background picture to the shape of the canvas, as CSS `object-fit: cover` does. */
export function coverWith(texture: Texture, aspect: number): void {
	const { width, height } = texture.image as { width: number; height: number };
	const own = width / height;
	texture.repeat.set(Math.min(1, aspect / own), Math.min(1, own / aspect));
	texture.offset.set((1 - texture.repeat.x) / 2, (1 - texture.repeat.y) / 2);
}
