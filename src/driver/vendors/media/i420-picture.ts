/** A colour in studio-range BT.601: luma 16 … 235, chroma 16 … 240 around 128. */
export interface YuvColour {
	readonly y: number;
	readonly u: number;
	readonly v: number;
}

/** An ellipse in pixels of the whole picture; fractions are kept, so that a small change of size is a small change of area. */
export interface Ellipse {
	readonly x: number;
	readonly y: number;
	readonly halfWidth: number;
	readonly halfHeight: number;
}

/** A picture in planar 4:2:0, as video encoders take it. Width and height are even. */
export class I420Picture {
	readonly width: number;
	readonly height: number;
	/** Planes Y, U, V one after the other; the owner may hand it to an encoder, which copies. */
	readonly data: Uint8ClampedArray;
	readonly #u: number;
	readonly #v: number;

	constructor(width: number, height: number) {
		if (width % 2 !== 0 || height % 2 !== 0) throw new TypeError("An I420 picture has even sides");
		this.width = width;
		this.height = height;
		this.#u = width * height;
		this.#v = this.#u + (width * height) / 4;
		this.data = new Uint8ClampedArray((width * height * 3) / 2);
	}

	fill({ y, u, v }: YuvColour): void {
		this.data.fill(y, 0, this.#u);
		this.data.fill(u, this.#u, this.#v);
		this.data.fill(v, this.#v);
	}

	/** Takes over another picture of the same size. */
	copy(other: I420Picture): void {
		this.data.set(other.data);
	}

	/** Fills an ellipse; what lies outside the picture is left out. */
	ellipse(shape: Ellipse, colour: YuvColour): void {
		this.#plane(0, this.width, this.height, 1, shape, colour.y);
		this.#plane(this.#u, this.width / 2, this.height / 2, 2, shape, colour.u);
		this.#plane(this.#v, this.width / 2, this.height / 2, 2, shape, colour.v);
	}

	/** Luma at a pixel. */
	luma(x: number, y: number): number {
		return this.data[y * this.width + x] ?? 0;
	}

	#plane(offset: number, width: number, height: number, scale: number, shape: Ellipse, value: number): void {
		const centreX = shape.x / scale;
		const centreY = shape.y / scale;
		const halfWidth = shape.halfWidth / scale;
		const halfHeight = shape.halfHeight / scale;
		const top = Math.max(0, Math.ceil(centreY - halfHeight - 0.5));
		const bottom = Math.min(height - 1, Math.floor(centreY + halfHeight - 0.5));
		for (let row = top; row <= bottom; row++) {
			const away = (row + 0.5 - centreY) / halfHeight;
			const reach = halfWidth * Math.sqrt(Math.max(0, 1 - away * away));
			const from = Math.max(0, Math.round(centreX - reach));
			const to = Math.min(width, Math.round(centreX + reach));
			if (to > from) this.data.fill(value, offset + row * width + from, offset + row * width + to);
		}
	}
}
