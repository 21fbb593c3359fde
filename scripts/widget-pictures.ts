import { resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright";
import { defaultConfig } from "../src/gateway/config.ts";
import type { FacewireAvatar } from "../src/widget/facewire-avatar.ts";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { startServices } from "./services.ts";

// Takes the README's pictures of the widget, after a build: `tsx scripts/widget-pictures.ts [NAME …]`.

/** One picture: what stands on the page, how it is looked at, and what is being said. */
interface Scene {
	readonly name: string;
	/** CSS pixels. */
	readonly width: number;
	readonly height: number;
	/** Width of the picture in the repository; by default as it was taken. */
	readonly shownWidth?: number;
	/** Query of the demonstration page: theme and language. */
	readonly query?: string;
	readonly body: string;
	/** Asked before the picture is taken. */
	readonly question?: string;
}

/** A museum's front page, as plain as a page can be. */
const museum = (dir: "ltr" | "rtl", avatar: string) => {
	const words =
		dir === "rtl"
			? [
					"متحف المدينة",
					"معارض",
					"الزيارة",
					"البرنامج",
					"حيث يبدأ الضوء",
					"لوحات من ثلاثة قرون، مفتوح يوميا.",
				]
			: [
					"City Museum",
					"Exhibitions",
					"Visit",
					"Programme",
					"Where light begins",
					"Paintings of three centuries. Open every day but Monday.",
				];
	const [name, ...rest] = words;
	const [title, text] = rest.slice(-2);
	return `<div class="museum"><nav><b>${name}</b>${rest
		.slice(0, 3)
		.map((item) => `<span>${item}</span>`)
		.join("")}</nav>
		<h1>${title}</h1><p>${text}</p><div class="wall"><i></i><i></i><i></i></div></div>${avatar}`;
};

const STYLE = `body { padding: 0; margin: 0; }
	.museum { padding: 0 clamp(1.25rem, 6vw, 6rem); }
	.museum nav { display: flex; gap: 2rem; padding-block: 1.4rem; border-block-end: 1px solid var(--line); }
	.museum nav b { margin-inline-end: auto; }
	.museum h1 { font-size: clamp(2.5rem, 6vw, 4.5rem); margin-block: 4rem 1rem; max-inline-size: 9ch; }
	.museum p { font-size: 1.25rem; color: var(--quiet); }
	.wall { display: grid; grid-template-columns: repeat(3, 1fr); gap: 1.5rem; margin-block-start: 3rem; }
	.wall i { aspect-ratio: 3 / 4; border-radius: 4px; }
	.wall i:nth-child(1) { background: linear-gradient(160deg, #f3c98b, #b5573c 70%, #4b2a3a); }
	.wall i:nth-child(2) { background: linear-gradient(200deg, #bfe0e6, #4b8f9c 60%, #1c3d4f); }
	.wall i:nth-child(3) { background: linear-gradient(140deg, #e7e2b0, #7d9a5b 55%, #2f4a34); }
	.alone { display: grid; place-items: center; min-height: 100vh; padding: 2rem; }
	.alone facewire-avatar { block-size: calc(100vh - 4rem); }
	.bare { display: grid; grid-template-columns: 1fr 26rem; align-items: end; min-height: 100vh; padding: 0 5rem;
		background: linear-gradient(150deg, #dcebe9, #e9e4f3); color: #18202c; }
	.bare h1 { align-self: center; font-size: 4.5rem; } .bare facewire-avatar { block-size: 92vh; }`;

const TAG = 'loading="eager" quality="high"';
const inline = (more = "") => `<div class="alone"><facewire-avatar ${TAG} ${more}></facewire-avatar></div>`;
const floating = (more = "") => `<facewire-avatar variant="floating" open ${TAG} ${more}></facewire-avatar>`;

/** The widget speaks English and Chinese; other words are the page's. */
const ARABIC = JSON.stringify({
	greeting: "اسألني ما تشاء.",
	placeholder: "اكتب رسالة…",
	ready: "جاهز",
	stateReady: "جاهز",
	stateIdle: "جاهز",
});

const TICKETS = "How much is a ticket?";

const SCENES: readonly Scene[] = [
	{ name: "inline", width: 1200, height: 720, body: inline(), question: TICKETS },
	{
		name: "dark",
		width: 1200,
		height: 720,
		query: "theme=dark",
		body: inline('theme="dark" src="avatars/lin.vrm"'),
		question: "When are you open?",
	},
	{
		name: "floating",
		width: 1280,
		height: 800,
		body: museum("ltr", floating()),
		question: "Where is the café?",
	},
	{
		name: "rtl",
		width: 1280,
		height: 800,
		query: "lang=ar",
		body: museum("rtl", floating(`src="avatars/leo.vrm" framing="head" text-contents='${ARABIC}'`)),
	},
	{
		name: "phone",
		width: 390,
		height: 844,
		body: museum("ltr", floating('link-hosts="www.openstreetmap.org"')),
		question: "How do I get here?",
	},
	{
		name: "bare",
		width: 1200,
		height: 640,
		body: `<div class="bare"><h1>Let me show<br>you around.</h1><facewire-avatar variant="bare" ${TAG}></facewire-avatar></div>`,
	},
	{
		name: "4k",
		width: 3840,
		height: 2160,
		shownWidth: 1600,
		body: inline().replace("high", "medium"),
		question: TICKETS,
	},
];

/** Milliseconds: drawn in software, a picture of a whole screen takes seconds. */
const PATIENCE = 240_000;

/** Of JPEG; words stay sharp. */
const QUALITY = 84;

/** Words that have been heard when the picture is taken. */
const WORDS_HEARD = 4;

async function take(browser: Browser, page: Page, scene: Scene): Promise<void> {
	const path = `docs/widget-${scene.name}.jpg`;
	await page.evaluate(
		([body, style]) => {
			document.body.innerHTML = body;
			const sheet = new CSSStyleSheet();
			sheet.replaceSync(style);
			document.adoptedStyleSheets.push(sheet);
		},
		[scene.body, STYLE] as const,
	);
	await page.waitForSelector("facewire-avatar:state(revealed)", { timeout: PATIENCE });
	if (scene.question !== undefined) await ask(page, scene.question);
	// At rest, or in the middle of a word: whatever is drawn next.
	await page.waitForTimeout(3000);
	if (scene.shownWidth === undefined)
		await page.screenshot({ path, type: "jpeg", quality: QUALITY, timeout: PATIENCE });
	else await shrink(browser, await page.screenshot({ timeout: PATIENCE }), scene.shownWidth, path);
	console.log(path);
}

/** Asks as a viewer does, and waits until the answer is being heard. */
async function ask(page: Page, question: string): Promise<void> {
	await page.locator("facewire-avatar textarea").fill(question);
	await page.keyboard.press("Enter");
	await page.waitForFunction(
		(words) => {
			const { caption } = document.querySelector("facewire-avatar") as FacewireAvatar;
			if (caption === undefined) return false;
			return [...caption.text].slice(0, caption.heard).join("").split(" ").length > words;
		},
		WORDS_HEARD,
		{ timeout: PATIENCE },
	);
}

/** A picture of a large screen, as small as a page shows it. */
async function shrink(browser: Browser, png: Buffer, width: number, path: string): Promise<void> {
	const page = await browser.newPage({ viewport: { width, height: 100 } });
	await page.setContent(`<style>body { margin: 0 } img { display: block; width: 100% }</style><img>`);
	await page.evaluate(
		async (url) => {
			const image = document.querySelector("img");
			if (image === null) return;
			image.src = url;
			await image.decode();
		},
		`data:image/png;base64,${png.toString("base64")}`,
	);
	await page.screenshot({ path, type: "jpeg", quality: QUALITY, fullPage: true });
	await page.close();
}

const wanted = new Set(process.argv.slice(2));
const services = await startServices({ ...defaultConfig(), port: 0, logLevel: "silent" }, resolve("dist"));
const executablePath = findChromium();
const browser = await chromium.launch({
	args: [...CHROMIUM_ARGS],
	...(executablePath === undefined ? {} : { executablePath }),
});
try {
	for (const scene of SCENES.filter(({ name }) => wanted.size === 0 || wanted.has(name))) {
		const { width, height, query = "" } = scene;
		const page = await browser.newPage({ viewport: { width, height }, bypassCSP: true });
		await page.goto(`${services.gateway.url}/widget.html?${query}`);
		await take(browser, page, scene);
		await page.close();
	}
} finally {
	await browser.close();
	await services.dispose();
}
