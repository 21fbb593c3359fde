import { summarise } from "../model/statistics.ts";
import { escapeHtml } from "./escape-html.ts";

export interface DotChart {
	readonly title: string;
	readonly unit: string;
	readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[];
	/** Ranges behind the dots, widest first. */
	readonly bands: readonly { readonly from: number; readonly to: number; readonly label: string }[];
	/** Shown at least. */
	readonly least: { readonly from: number; readonly to: number };
}

const WIDTH = 720;
const LABELS = 190;
const ROW = 30;
const TOP = 26;
const BOTTOM = 26;

/** One row a candidate, one dot a sentence, a bar at the median. SVG without script; colours come from the page's style. */
export function dotChart({ title, unit, rows, bands, least }: DotChart): string {
	const values = rows.flatMap((row) => row.values);
	const from = Math.min(least.from, ...values);
	const to = Math.max(least.to, ...values);
	const x = (value: number) => LABELS + ((value - from) / (to - from)) * (WIDTH - LABELS - 16);
	const bottom = TOP + rows.length * ROW;
	const shades = bands.map(
		(band, at) =>
			`<rect class="band band${at}" x="${px(x(Math.max(from, band.from)))}" y="${TOP}" width="${px(x(Math.min(to, band.to)) - x(Math.max(from, band.from)))}" height="${bottom - TOP}"><title>${escapeHtml(band.label)}</title></rect>`,
	);
	const ticks = ticksBetween(from, to).map(
		(tick) =>
			`<line class="grid" x1="${px(x(tick))}" x2="${px(x(tick))}" y1="${TOP}" y2="${bottom}"/><text class="tick" x="${px(x(tick))}" y="${bottom + 16}">${String(tick).replace("-", "−")}</text>`,
	);
	const drawn = rows.map(({ label, values }, at) => {
		const y = TOP + at * ROW + ROW / 2;
		const { median, count } = summarise(values);
		const dots = values.map((value) => `<circle class="dot" cx="${px(x(value))}" cy="${y}" r="4"/>`);
		const bar =
			count === 0
				? ""
				: `<line class="median" x1="${px(x(median))}" x2="${px(x(median))}" y1="${y - 10}" y2="${y + 10}"/>`;
		const none = count > 0 ? "" : `<text class="none" x="${LABELS + 6}" y="${y + 4}">not measured</text>`;
		return `<text class="label" x="${LABELS - 10}" y="${y + 4}">${escapeHtml(label)}</text>${dots.join("")}${bar}${none}`;
	});
	return `<figure><figcaption>${escapeHtml(title)} <small>${escapeHtml(unit)}</small></figcaption><svg viewBox="0 0 ${WIDTH} ${bottom + BOTTOM}" role="img" aria-label="${escapeHtml(title)}">${shades.join("")}${ticks.join("")}${drawn.join("")}</svg></figure>`;
}

const px = (value: number): string => value.toFixed(1);

/** About six round numbers. */
function ticksBetween(from: number, to: number): readonly number[] {
	const rough = (to - from) / 6;
	const power = 10 ** Math.floor(Math.log10(rough));
	const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
	const ticks: number[] = [];
	for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) ticks.push(Math.round(tick));
	return ticks;
}
