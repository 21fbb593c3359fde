import { PNG } from "pngjs";

/** Red, green, blue bytes of one pixel. */
export type Pixel = readonly [number, number, number];

/** PNG file of `width` × `height` pixels, each asked from `paint`; the same bytes every time. */
export function encodePng(width: number, height: number, paint: (x: number, y: number) => Pixel): Uint8Array {
	const png = new PNG({ width, height, colorType: 2 });
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			const [r, g, b] = paint(x, y);
			const i = (y * width + x) * 4;
			png.data[i] = r;
			png.data[i + 1] = g;
			png.data[i + 2] = b;
			png.data[i + 3] = 255;
		}
	return new Uint8Array(PNG.sync.write(png, { colorType: 2, deflateLevel: 9, deflateStrategy: 1 }));
}
