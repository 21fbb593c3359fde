/** A vector in stage axes: +X to the right of the picture, +Y up, +Z towards the viewer. */
export type StudioVector = readonly [x: number, y: number, z: number];

/** One glowing panel of the studio: it faces the middle of the room. */
export interface StudioPanel {
	readonly color: number;
	/** Radiance over that of white paper in full light. */
	readonly brightness: number;
	readonly at: StudioVector;
	readonly width: number;
	readonly height: number;
}

/** A wall, the floor. */
export interface StudioSurface {
	readonly color: number;
	readonly brightness: number;
}

/**
 * The room whose light falls on an avatar: a large soft box to the front left, a smaller one to the right, strips
 * behind, a bright ceiling, grey walls, a warm floor. Chosen by looking. The avatar stands in the middle.
 */
export const STUDIO = {
	/** Edge of the cubic room. */
	size: 12,
	/** Height of the floor. */
	floorY: -4,
	walls: { color: 0xb9bcc8, brightness: 0.75 },
	floor: { color: 0x8d7f76, brightness: 0.55 },
	panels: [
		{ color: 0xfff3e6, brightness: 9, at: [-4.2, 3.2, 4.5], width: 2.6, height: 3 },
		{ color: 0xdde8ff, brightness: 4, at: [4.6, 1.6, 4], width: 2, height: 3 },
		{ color: 0xffe2cc, brightness: 6, at: [4.5, 2, -4.5], width: 1, height: 4 },
		{ color: 0xd5e2ff, brightness: 5, at: [-4.5, 2, -4.5], width: 1, height: 4 },
		{ color: 0xffffff, brightness: 2.2, at: [0, 5.6, 0], width: 5, height: 5 },
	] as readonly StudioPanel[],
} as const;

/** What is seen of the studio from its middle in a direction (unit length). */
export function surfaceTowards(direction: StudioVector): StudioSurface {
	const panel = STUDIO.panels.find((candidate) => isPanelTowards(candidate, direction));
	if (panel !== undefined) return panel;
	const [x, y, z] = direction;
	const toWall = STUDIO.size / 2 / Math.max(Math.abs(x), Math.abs(y), Math.abs(z));
	return y < 0 && STUDIO.floorY / y < toWall ? STUDIO.floor : STUDIO.walls;
}

function isPanelTowards({ at, width, height }: StudioPanel, direction: StudioVector): boolean {
	const distance = Math.hypot(...at);
	const along = dot(direction, at) / distance;
	if (along <= 0) return false;
	const hit = direction.map((component) => (component * distance) / along) as unknown as StudioVector;
	// The panel's edges: sideways is level, upwards is what is left.
	const level = Math.hypot(at[0], at[2]);
	const sideways: StudioVector = level === 0 ? [1, 0, 0] : [at[2] / level, 0, -at[0] / level];
	const across = dot(hit, sideways);
	const up = Math.sqrt(Math.max(0, dot(hit, hit) - distance ** 2 - across ** 2));
	return Math.abs(across) < width / 2 && up < height / 2;
}

const dot = (a: StudioVector, b: StudioVector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
