import DOMPurify from "dompurify";
import { Marked } from "marked";
import { judgeLink, type LinkPolicy } from "./link-policy.ts";
import { make, setAttributes } from "./make.ts";
import { fillText, type PanelTexts } from "./panel-texts.ts";

const marked = new Marked({ gfm: true, breaks: true });

/** What a reply may consist of. No `class`, `id`, `style`, event or data attribute survives. */
const ALLOWED = {
	ALLOWED_TAGS: [
		...[
			"p",
			"br",
			"hr",
			"strong",
			"b",
			"em",
			"i",
			"u",
			"s",
			"del",
			"sub",
			"sup",
			"code",
			"pre",
			"blockquote",
		],
		...["ul", "ol", "li", "a", "img", "table", "thead", "tbody", "tr", "th", "td"],
		...["h1", "h2", "h3", "h4", "h5", "h6"],
	],
	ALLOWED_ATTR: ["href", "src", "alt", "title", "start", "align", "colspan", "rowspan", "lang", "dir"],
	ALLOW_DATA_ATTR: false,
	ALLOW_ARIA_ATTR: false,
	ALLOW_UNKNOWN_PROTOCOLS: false,
	// Parsed in a document of its own, where nothing loads and nothing runs.
	RETURN_DOM_FRAGMENT: true,
} as const;

/** Name of the Trusted Types policy: a page's `trusted-types` directive has to list it. */
const POLICY = "facewire-reply";

interface PolicyFactory {
	createPolicy(
		name: string,
		rules: { createHTML(html: string): string; createScriptURL(url: string): string },
	): object;
}

/**
 * What DOMPurify parses goes by this policy. It passes text on as it is, to a parser of inert documents only: nothing
 * else holds it.
 */
const trustedTypes = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
const policy = trustedTypes?.createPolicy(POLICY, {
	createHTML: (html) => html,
	createScriptURL: () => {
		throw new TypeError("Replies load no scripts.");
	},
});

export interface RenderOptions {
	readonly policy: LinkPolicy;
	readonly texts: PanelTexts;
	/** Address of the page, for relative links. */
	readonly base: string;
}

/**
 * A reply's Markdown, and what it holds of HTML, as inert nodes: no script, no style, no form; links and images by the
 * policy. Main thread. Loaded with the first reply that has marks: `marked` and `dompurify` come with it.
 */
export function renderMarkdown(source: string, options: RenderOptions): DocumentFragment {
	const html = marked.parse(source, { async: false });
	const settings = policy === undefined ? ALLOWED : { ...ALLOWED, TRUSTED_TYPES_POLICY: policy as never };
	const fragment = DOMPurify.sanitize(html, settings as never) as unknown as DocumentFragment;
	for (const link of fragment.querySelectorAll("a")) settleLink(link, options);
	for (const image of fragment.querySelectorAll("img")) settleImage(image, options);
	for (const heading of fragment.querySelectorAll("h1, h2, h3, h4, h5, h6")) flattenHeading(heading);
	for (const table of fragment.querySelectorAll("table")) frameTable(table, options.texts);
	for (const code of fragment.querySelectorAll("code")) code.translate = false;
	return fragment;
}

function settleLink(
	link: HTMLAnchorElement,
	{ policy: { linkHosts, allowHttp }, texts, base }: RenderOptions,
) {
	const address = link.getAttribute("href");
	if (address === null) {
		link.replaceWith(...link.childNodes);
		return;
	}
	const verdict = judgeLink(address, base, linkHosts, allowHttp);
	if (!verdict.allowed) {
		const note = make(
			"small",
			{ class: "blocked" },
			` (${fillText(texts.linkBlocked, { host: verdict.host })})`,
		);
		link.replaceWith(...link.childNodes, note);
		return;
	}
	link.removeAttribute("title");
	setAttributes(link, {
		href: verdict.url.href,
		target: "_blank",
		rel: "noopener noreferrer nofollow ugc",
		referrerpolicy: "no-referrer",
	});
	link.append(make("span", { class: "hidden" }, ` (${texts.opensNewTab})`));
}

function settleImage(
	image: HTMLImageElement,
	{ policy: { imageHosts, allowHttp }, texts, base }: RenderOptions,
) {
	const verdict = judgeLink(image.getAttribute("src") ?? "", base, imageHosts, allowHttp);
	const alt = image.getAttribute("alt")?.trim() ?? "";
	if (!verdict.allowed) {
		const note = `${fillText(texts.imageBlocked, { host: verdict.host })}${alt === "" ? "" : `: ${alt}`}`;
		image.replaceWith(make("small", { class: "blocked box" }, note));
		return;
	}
	// Made in this document, so that it loads there.
	const shown = make("img", {
		src: verdict.url.href,
		alt: alt || texts.image,
		loading: "lazy",
		decoding: "async",
		referrerpolicy: "no-referrer",
	});
	shown.addEventListener("error", () => {
		const note = `${texts.imageFailed}${alt === "" ? "" : `: ${alt}`}`;
		shown.replaceWith(make("small", { class: "blocked box" }, note));
	});
	image.replaceWith(shown);
}

/** A reply has no place in the outline of the page that it stands in. */
function flattenHeading(heading: Element): void {
	const flat = make("p", { class: "title" });
	flat.append(...heading.childNodes);
	heading.replaceWith(flat);
}

/** A wide table scrolls by itself, with the keyboard too. */
function frameTable(table: HTMLTableElement, texts: PanelTexts): void {
	for (const cell of table.querySelectorAll("thead th")) cell.setAttribute("scope", "col");
	const frame = make("div", { class: "table", role: "region", "aria-label": texts.table, tabindex: 0 });
	table.replaceWith(frame);
	frame.append(table);
}
