import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { renderMarkdown } from "../../src/widget/panel/render-markdown.ts";
import { HOSTILE_REPLIES } from "../support/hostile-replies.ts";
import { type MountedPanel, type MountOptions, mountPanel } from "../support/mount-panel.ts";

let mounted: MountedPanel | undefined;
const hacked = vi.fn<() => void>();
beforeEach(() => {
	hacked.mockClear();
	Object.assign(window, { hacked });
});
afterEach(() => {
	mounted?.dispose();
	mounted = undefined;
});

/** Shows a reply, and waits until it stands as it will stay. */
async function show(markdown: string, options: MountOptions = {}): Promise<HTMLElement> {
	mounted = mountPanel({ linkHosts: ["here.invalid"], ...options });
	mounted.conversation.answer(markdown);
	await mounted.settled();
	return mounted.find(".line:last-child .body");
}

/** A picture that comes when everything that was asked for before has been answered or has failed. */
const afterLoading = () =>
	new Promise<void>((resolve) => {
		const image = new Image();
		image.onload = () => resolve();
		image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
	});

const ELEMENTS =
	/^(p|br|hr|strong|b|em|i|u|s|del|sub|sup|code|pre|blockquote|ul|ol|li|a|table|thead|tbody|tr|th|td|div|span|small)$/;
const ATTRIBUTES =
	/^(href|target|rel|referrerpolicy|title|start|align|colspan|rowspan|lang|dir|class|scope|role|tabindex|aria-label|translate)$/;
const CLASSES = /^(hidden|blocked|blocked box|title|table|)$/;

describe("a hostile reply", () => {
	it.each(HOSTILE_REPLIES)("is inert: %s", async (markdown) => {
		const body = await show(markdown);
		for (const element of body.querySelectorAll("*")) {
			expect(element.localName).toMatch(ELEMENTS);
			expect(element.className).toMatch(CLASSES);
			for (const { name } of element.attributes) expect(name).toMatch(ATTRIBUTES);
		}
		for (const link of body.querySelectorAll("a")) {
			expect(new URL(link.href).hostname).toBe("here.invalid");
			link.addEventListener("click", (event) => event.preventDefault());
			link.click();
		}
		await afterLoading();
		expect(hacked).not.toHaveBeenCalled();
		const asked = performance
			.getEntriesByType("resource")
			.filter(({ name }) => name.includes("away.invalid"));
		expect(asked).toEqual([]);
	});

	it("is inert as a pop-up, too", async () => {
		mounted = mountPanel({ linkHosts: ["here.invalid"] });
		const content = JSON.stringify({
			title: "<img src=x onerror=hacked()>",
			content: HOSTILE_REPLIES.join("\n\n"),
		});
		mounted.conversation.answer("", { interactionType: "popup", interactionContent: content });
		await mounted.settled();
		await afterLoading();
		expect(mounted.find(".dialog-title").textContent).toBe("<img src=x onerror=hacked()>");
		expect(
			mounted.shadow.querySelectorAll(".dialog :is(script, img, iframe, form, style, object)"),
		).toHaveLength(0);
		expect(hacked).not.toHaveBeenCalled();
	});
});

describe("a rich reply", () => {
	it("has its lists, table and code", async () => {
		const body = await show("One **two**\n\n1. a\n2. b\n\n| x | y |\n| --- | ---: |\n| 1 | 2 |\n\n`c`");
		expect([...body.children].map(({ localName }) => localName)).toEqual(["p", "ol", "div", "p"]);
		expect(body.querySelector("strong")?.textContent).toBe("two");
		expect(body.querySelector("th")?.getAttribute("scope")).toBe("col");
		expect(body.querySelector("code")?.getAttribute("translate")).toBe("no");
	});

	it("leads to allowed hosts only, in a tab of its own, and says where else it would have led", async () => {
		const body = await show("[ours](https://here.invalid/a) [theirs](https://away.invalid/b)");
		const [link, ...more] = body.querySelectorAll("a");
		expect(more).toEqual([]);
		expect(link).toMatchObject({ href: "https://here.invalid/a", target: "_blank" });
		expect(link?.rel.split(" ")).toEqual(expect.arrayContaining(["noopener", "noreferrer", "nofollow"]));
		expect(body.textContent).toContain("theirs (link to away.invalid left out)");
	});

	it("shows images of allowed hosts, and a note in place of others and of those that do not load", async () => {
		const pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
		const markdown = `![dot](${pixel})\n\n![plan](https://away.invalid/p.png)\n\n![broken](data:image/gif;base64,AAAA)`;
		const body = await show(markdown, { imageHosts: ["data:"] });
		expect(body.querySelector("img")).toMatchObject({ alt: "dot", referrerPolicy: "no-referrer" });
		expect(body.textContent).toContain("Image from away.invalid left out: plan");
		await expect.poll(() => body.textContent).toContain("Image could not be loaded: broken");
	});

	it("grows: what stands already is not made anew", async () => {
		const body = await show("First [ours](https://here.invalid/a).\n\nSec");
		const [first] = body.children;
		mounted!.conversation.answer("ond.");
		await mounted!.settled();
		expect(body.children[0]).toBe(first);
		expect(body.children[1]?.textContent).toBe("Second.");
	});

	it("does without the renderer where there is nothing to render", async () => {
		mounted = mountPanel();
		mounted.conversation.answer("Plain words, 3.50 dollars; that’s all!");
		expect(mounted.find(".body").childNodes).toHaveLength(1);
		expect(mounted.find(".body").textContent).toBe("Plain words, 3.50 dollars; that’s all!");
	});

	it("is rendered in a document where nothing loads and runs before it is judged", () => {
		const fragment = renderMarkdown("text", {
			policy: { linkHosts: [], imageHosts: [], allowHttp: false },
			texts: {} as never,
			base: location.href,
		});
		expect(fragment.ownerDocument.defaultView).toBeNull();
	});
});

describe("under a policy without inline styles and with Trusted Types", () => {
	it("everything works, and the browser has nothing to report", async () => {
		const policy = [
			"default-src 'none'",
			"script-src 'self'",
			"img-src 'self' data:",
			"require-trusted-types-for 'script'",
			"trusted-types facewire-reply",
		].join("; ");
		const told = new Promise<unknown>((resolve) =>
			addEventListener("message", ({ data, source }) => source !== window && resolve(data), { once: true }),
		);
		const frame = document.createElement("iframe");
		const script = new URL("../support/panel-under-policy.ts", import.meta.url).pathname;
		frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="${policy}"><script type="module" src="${script}"></script>`;
		document.body.append(frame);
		expect(await told).toEqual({ violations: [], bold: "safe", width: true });
		frame.remove();
	});
});
