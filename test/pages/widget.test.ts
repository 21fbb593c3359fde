import type { Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageWeight } from "../../scripts/package/package-weight.ts";
import type { FacewireAvatar } from "../../src/widget/facewire-avatar.ts";
import { Visitor } from "../support/product.ts";
import { presetsVrm0 } from "../support/rigs/rigs.ts";
import { serveFolder } from "../support/serve-folder.ts";
import { HEAD, WidgetPage } from "../support/widget-page.ts";
import { PACKAGE, STRICT_POLICY, WidgetSite } from "../support/widget-site.ts";

// The element as the packed tarball brings it, on a page under the strict policy, with a real gateway and voice.

let site: WidgetSite;
let visitor: Visitor;
/** Serves the package's files from an origin that is not the page's. */
let elsewhere: Awaited<ReturnType<typeof serveFolder>>;
beforeAll(async () => {
	[site, visitor, elsewhere] = await Promise.all([
		WidgetSite.start(),
		Visitor.launch(),
		serveFolder(`${PACKAGE}/dist`),
	]);
});
afterAll(async () => {
	await visitor.dispose();
	await site.dispose();
	await elsewhere.dispose();
});

const open = (body: string, before?: (page: Page) => Promise<unknown>) =>
	WidgetPage.open(site, visitor, body, before);

/** Counts workers and audio contexts that have not been ended. Runs in the page. */
function countThreads(): void {
	const live = { workers: 0, contexts: 0 };
	Object.assign(window, { live });
	const { terminate } = Worker.prototype;
	window.Worker = class extends Worker {
		constructor(...values: ConstructorParameters<typeof Worker>) {
			super(...values);
			live.workers++;
		}
	};
	Worker.prototype.terminate = function () {
		live.workers--;
		terminate.call(this);
	};
	const { close } = AudioContext.prototype;
	window.AudioContext = class extends AudioContext {
		constructor(...values: ConstructorParameters<typeof AudioContext>) {
			super(...values);
			live.contexts++;
		}
	};
	AudioContext.prototype.close = function () {
		live.contexts--;
		return close.call(this);
	};
}

const live = (page: Page) => page.evaluate(() => (window as unknown as { live: object }).live);

interface Graphics {
	readonly contexts: WeakRef<WebGL2RenderingContext>[];
	readonly objects: { readonly kind: string; readonly reference: WeakRef<object> }[];
}

/** Has the stage drawn on the main thread, and remembers all that it asks of the graphics card. Runs in the page. */
function watchGraphics(): void {
	Reflect.deleteProperty(HTMLCanvasElement.prototype, "transferControlToOffscreen");
	const graphics: Graphics = { contexts: [], objects: [] };
	Object.assign(window, { graphics });
	for (const canvas of [HTMLCanvasElement.prototype, OffscreenCanvas.prototype]) {
		const getContext = canvas.getContext as (...values: unknown[]) => unknown;
		Object.assign(canvas, {
			getContext(this: unknown, ...values: unknown[]) {
				const context = getContext.apply(this, values);
				const isNew = !graphics.contexts.some((reference) => reference.deref() === context);
				if (context instanceof WebGL2RenderingContext && isNew) graphics.contexts.push(new WeakRef(context));
				return context;
			},
		});
	}
	const made = WebGL2RenderingContext.prototype as unknown as Record<
		string,
		(...values: unknown[]) => object
	>;
	for (const kind of [
		"Texture",
		"Buffer",
		"Framebuffer",
		"Renderbuffer",
		"Program",
		"Shader",
		"VertexArray",
	]) {
		const create = made[`create${kind}`];
		made[`create${kind}`] = function (...values) {
			const object = create?.apply(this, values) ?? {};
			graphics.objects.push({ kind, reference: new WeakRef(object) });
			return object;
		};
	}
}

/** What the page's documents hold, after the garbage has been taken away. */
async function countNodes(page: Page) {
	const cdp = await page.context().newCDPSession(page);
	for (let i = 0; i < 3; i++) await cdp.send("HeapProfiler.collectGarbage");
	return await cdp.send("Memory.getDOMCounters");
}

/** Puts so many elements into the page at once, waits until they are connected or drawn, and takes them out: so many rounds. */
const cycle = (page: Page, rounds: number, together: number, until: "connect" | "load" = "connect") =>
	page.evaluate(
		async ([times, count, wanted]) => {
			const visit = async () => {
				const avatar = document.createElement("facewire-avatar") as FacewireAvatar;
				avatar.setAttribute("src", "/avatars/light-head.glb");
				avatar.setAttribute("gateway", "/");
				// Drawn by the processor: as small as it may be.
				Object.assign(avatar.style, { width: "64px", height: "80px" });
				const loaded = new Promise((resolve) => avatar.addEventListener("load", resolve, { once: true }));
				document.body.append(avatar);
				await avatar.connect();
				if (wanted === "load") await loaded;
				avatar.remove();
			};
			for (let i = 0; i < times; i++) {
				await Promise.all(Array.from({ length: count }, visit));
				await new Promise((resolve) => setTimeout(resolve));
			}
		},
		[rounds, together, until] as const,
	);

describe("the element under the strict policy", () => {
	it("shows, connects and speaks without one violation or word on the console, and tells of it by events", async () => {
		site.violations.length = 0;
		const shown = await open(`<facewire-avatar ${HEAD}></facewire-avatar>`);
		const { page } = shown;
		await page.evaluate(() => {
			const types: string[] = [];
			Object.assign(window, { types });
			for (const type of ["load", "statechange", "speechstart", "caption", "speechend", "error"])
				document.querySelector("facewire-avatar")?.addEventListener(type, () => {
					if (types.at(-1) !== type) types.push(type);
				});
		});
		const { result, end } = await shown.say("Hello there.");
		expect(result).toMatchObject({ accepted: true });
		expect(end).toMatchObject({ end: "spoken", heardText: "Hello there." });
		await shown.until("revealed");
		const types = await page.evaluate(() => (window as unknown as { types: string[] }).types);
		expect(types).toEqual(
			expect.arrayContaining(["load", "statechange", "speechstart", "caption", "speechend"]),
		);
		expect(types).not.toContain("error");
		expect(types.indexOf("speechstart")).toBeLessThan(types.indexOf("speechend"));
		expect(site.violations).toEqual([]);
		expect(shown.complaints).toEqual([]);
		await shown.close();
	});
});

describe("the default avatar", () => {
	it("has loaded, at its first word, what the size line counts; answers with a table", async () => {
		[site.requests.length, site.violations.length] = [0, 0];
		// With shadows and image-based light, as a graphics card would draw it.
		const tag = '<facewire-avatar loading="eager" quality="medium" gateway="/"></facewire-avatar>';
		const shown = await open(tag);
		await shown.resize(80, 96);
		await shown.until("revealed");
		await shown.say("Hello.");
		const loaded = site.requests.filter((path) => /^\/facewire\/.*\.js$/.test(path));
		const counted = [...packageWeight(`${PACKAGE}/dist`).files.keys()].map((file) => `/facewire/${file}`);
		expect([...new Set(loaded)].sort()).toEqual(counted.sort());
		await shown.page.evaluate(() =>
			(document.querySelector("facewire-avatar") as FacewireAvatar).chat("How much is a ticket?"),
		);
		await shown.page.waitForSelector("[part~=transcript] table");
		// A model that is not plain: toon shaders, springs, and the whole reader come with it.
		const isWhole = () => site.requests.some((path) => path.includes("/whole-three-"));
		expect(isWhole()).toBe(false);
		const coverage = await shown.bring("guest.vrm", await presetsVrm0());
		expect(coverage).toMatchObject({ format: "vrm0", grade: "amber" });
		expect(isWhole()).toBe(true);
		expect(site.violations).toEqual([]);
		expect(shown.complaints).toEqual([]);
		await shown.close();
	});
});

describe("the shell", () => {
	it("is all that is loaded until the viewer wants more; the button starts the rest", async () => {
		site.requests.length = 0;
		const shown = await open(
			`<facewire-avatar loading="interaction" poster="/avatars/mira.webp" ${HEAD}></facewire-avatar>`,
		);
		const { page } = shown;
		await page.waitForLoadState("networkidle");
		expect(site.requests.filter((path) => /core|worker|worklet|\.glb/.test(path))).toEqual([]);
		await page.click("button.start");
		await shown.until("revealed");
		expect(site.requests.some((path) => /stage\.worker/.test(path))).toBe(true);
		expect(await page.isVisible("button.start")).toBe(false);
		await shown.close();
	});

	it("warns once of an unknown value and takes the default", async () => {
		const tag = `<facewire-avatar loading="interaction" variant="sideways" volume="loud"></facewire-avatar>`;
		const shown = await open(tag + tag);
		const { page } = shown;
		const read = await page.evaluate(() => {
			const avatar = document.querySelector("facewire-avatar") as FacewireAvatar;
			return [avatar.variant, avatar.volume, avatar.placement];
		});
		expect(read).toEqual(["inline", 1, "bottom-end"]);
		const told = shown.complaints.filter((text) => text.includes("facewire-avatar"));
		expect(told.filter((text) => text.includes("sideways"))).toHaveLength(1);
		expect(told.filter((text) => text.includes("loud"))).toHaveLength(1);
		await shown.close();
	});

	it("floats: opens from its button, minimises by Escape, and gives the keyboard back", async () => {
		const shown = await open(`<facewire-avatar variant="floating" ${HEAD}></facewire-avatar>`);
		const { page } = shown;
		expect(await page.isVisible("[part=frame]")).toBe(false);
		await page.click("[part=launcher]");
		expect(await page.isVisible("[part=frame]")).toBe(true);
		await shown.until("revealed");
		await page.keyboard.press("Escape");
		expect(await page.isVisible("[part=frame]")).toBe(false);
		const focused = await page.evaluate(
			() => document.activeElement?.shadowRoot?.activeElement?.getAttribute("part") ?? "",
		);
		expect(focused).toBe("launcher");
		await shown.close();
	});
});

describe("moving and removing", () => {
	it("moves in one task without a teardown, and goes on speaking", async () => {
		const shown = await open(
			`<facewire-avatar loading="eager" ${HEAD}></facewire-avatar><div id="there"></div>`,
		);
		const { page } = shown;
		await shown.until("revealed");
		const isSame = await page.evaluate(async () => {
			const avatar = document.querySelector("facewire-avatar") as FacewireAvatar;
			const before = avatar.player;
			document.querySelector("#there")?.append(avatar);
			await new Promise(requestAnimationFrame);
			return before !== undefined && before === avatar.player;
		});
		expect(isSame).toBe(true);
		expect((await shown.say("Still here.")).end.end).toBe("spoken");
		await shown.close();
	});

	it("leaves nothing behind after a hundred times: element, listener, worker, sound", async () => {
		const shown = await open("", (page) => page.addInitScript(countThreads));
		const { page } = shown;
		// What is made once and kept: style sheets, modules, policies.
		await cycle(page, 1, 2);
		const before = await countNodes(page);
		await cycle(page, 25, 4);
		const after = await countNodes(page);
		expect(await live(page)).toEqual({ workers: 0, contexts: 0 });
		expect(after.nodes - before.nodes).toBeLessThan(20);
		expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(20);
		expect(page.workers()).toHaveLength(0);
		await shown.close();
	}, 120_000);

	it("leaves no graphics context, texture, buffer or program behind where it has been drawn", async () => {
		const shown = await open("", async (page) => {
			await page.addInitScript(countThreads);
			await page.addInitScript(watchGraphics);
		});
		const { page } = shown;
		const TIMES = 8;
		await cycle(page, TIMES, 1, "load");
		await countNodes(page);
		const { made, kinds, alive, working } = await page.evaluate(() => {
			const { contexts, objects } = (window as unknown as { graphics: Graphics }).graphics;
			const living = contexts.flatMap((reference) => reference.deref() ?? []);
			return {
				made: contexts.length,
				kinds: [...new Set(objects.map(({ kind }) => kind))],
				alive: objects.filter(({ reference }) => reference.deref() !== undefined).length,
				working: living.filter((context) => !context.isContextLost()).length,
			};
		});
		// Each was drawn for itself, with a context of its own.
		expect(made).toBeGreaterThanOrEqual(TIMES);
		expect(kinds).toEqual(expect.arrayContaining(["Texture", "Buffer", "Program", "Shader", "VertexArray"]));
		expect(working).toBe(0);
		// Less than one avatar has: what the last one leaves may still be on a stack.
		expect(alive).toBeLessThan(10);
		expect(await live(page)).toEqual({ workers: 0, contexts: 0 });
		await shown.close();
	}, 120_000);
});

describe("what goes wrong", () => {
	it("a gateway that does not answer is shown with its reason, and called again by a button", async () => {
		const shown = await open(
			`<facewire-avatar loading="eager" panel="off" src="/avatars/light-head.glb" gateway="/nowhere/"></facewire-avatar>`,
		);
		const { page } = shown;
		await shown.until("revealed");
		await page.evaluate(() => (document.querySelector("facewire-avatar") as FacewireAvatar).connect());
		await page.waitForSelector("[part=error]:not([hidden])");
		expect(await page.textContent("[part=error] span")).toMatch(/404|gateway/i);
		await page.evaluate(() => document.querySelector("facewire-avatar")?.setAttribute("gateway", "/"));
		await page.click("button.retry");
		await page.waitForFunction(
			() => (document.querySelector("facewire-avatar") as FacewireAvatar).state === "ready",
		);
		expect(await page.isVisible("[part=error]")).toBe(false);
		await shown.close();
	});

	it("without WebGL the poster stays, with sound and captions", async () => {
		const shown = await open(
			`<facewire-avatar loading="eager" poster="/avatars/mira.webp" ${HEAD}></facewire-avatar>`,
			(fresh) =>
				fresh.addInitScript(() => {
					HTMLCanvasElement.prototype.getContext = () => null;
					OffscreenCanvas.prototype.getContext = () => null;
				}),
		);
		const { page } = shown;
		await page.waitForSelector("[part=error]:not([hidden])");
		const spoken = shown.say("You hear me all the same.");
		await page.waitForFunction(() =>
			/hear me/.test((document.querySelector("facewire-avatar") as FacewireAvatar).caption?.text ?? ""),
		);
		expect(await page.isVisible("[part=poster]")).toBe(true);
		expect((await spoken).end.end).toBe("spoken");
		await shown.close();
	});

	it.each([
		["that are not there", () => "/elsewhere/"],
		["of another origin, under a policy that forbids to import them,", () => elsewhere.url],
	])("files %s are told with the reason", async (_, base) => {
		const shown = await open(
			`<facewire-avatar loading="eager" asset-base="${base()}" ${HEAD}></facewire-avatar>`,
		);
		const { page } = shown;
		await page.waitForSelector("[part=error]:not([hidden])");
		expect(await page.textContent("[part=error] span")).toMatch(/cannot be loaded/);
		await shown.close();
	});

	it("files of another origin do where the policy allows what docs/csp.md says that they need", async () => {
		site.violations.length = 0;
		const scripts = STRICT_POLICY.replace("script-src 'self'", `script-src 'self' ${elsewhere.url}`);
		site.policy = `${scripts}; worker-src blob: ${elsewhere.url}`;
		const shown = await open(
			`<facewire-avatar loading="eager" asset-base="${elsewhere.url}" ${HEAD}></facewire-avatar>`,
		);
		site.policy = STRICT_POLICY;
		expect((await shown.say("From elsewhere.")).end.heardText).toBe("From elsewhere.");
		await shown.until("revealed");
		expect(site.violations).toEqual([]);
		await shown.close();
	});
});

describe("a recording", () => {
	it("plays when the button is pressed, without a gateway, and can be played again", async () => {
		const shown = await open(
			`<facewire-avatar src="/avatars/light-head.glb" recording="/recordings/hello.ndjson"></facewire-avatar>`,
		);
		const { page } = shown;
		await shown.until("revealed");
		site.requests.length = 0;
		await page.click("button.start");
		await page.waitForFunction(() => document.querySelector("facewire-avatar")?.matches(":state(speaking)"));
		await page.waitForSelector("button.start:visible", { timeout: 30_000 });
		expect(site.requests.filter((path) => path.startsWith("/v1/"))).toEqual([]);
		await shown.close();
	});
});
