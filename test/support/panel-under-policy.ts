import { ChatPanel } from "../../src/widget/panel/chat-panel.ts";
import { StandInConversation } from "./stand-in-conversation.ts";

/** Runs in a frame with a strict policy; tells the page around it what became of a panel there. */
// Vitest has wrapped the product's dynamic imports, and lives in the page around this one.
Object.assign(globalThis, {
	__vitest_browser_runner__: { wrapDynamicImport: (load: () => unknown) => load() },
});
const violations: string[] = [];
document.addEventListener("securitypolicyviolation", ({ violatedDirective, sample }) =>
	violations.push(`${violatedDirective}: ${sample}`),
);
const host = document.body.appendChild(document.createElement("div"));
const root = host.attachShadow({ mode: "open" }).appendChild(document.createElement("div"));
const conversation = new StandInConversation();
new ChatPanel(root, { conversation });
conversation.answer("**safe** <b>bold</b> <script>alert(1)</script>");
const poll = setInterval(() => {
	const bold = root.querySelector("strong");
	if (bold === null && violations.length === 0) return;
	clearInterval(poll);
	// The panel's own sheet is in force: it sizes the tools.
	const width = root.querySelector(".tool")?.clientWidth === 44;
	parent.postMessage({ violations, bold: bold?.textContent, width }, "*");
}, 10);
