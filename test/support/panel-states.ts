import type { MountedPanel, MountOptions } from "./mount-panel.ts";
import { StandInRecognition } from "./stand-in-recognition.ts";

/** A state that a panel can be in, and how it gets there. */
export interface PanelStateCase {
	readonly name: string;
	readonly options?: MountOptions;
	readonly enter: (mounted: MountedPanel) => void | Promise<void>;
}

const TABLE = `Tickets at the desk, or **online**:

| Who | Price | On Thursdays after six |
| --- | ---: | ---: |
| Adults | $12 | $10 |
| Students, over 65 | $8 | $6 |
| Under 12 | free | free |

1. Bring your ticket, on paper or on the phone.
2. The \`quiet hour\` begins at **ten**.

More on [our page](/visit), or on [another one](https://elsewhere.example/).`;

/** A small picture without a file. */
const PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="320" height="140"><rect width="320" height="140" fill="#f0d9a8"/><circle cx="160" cy="70" r="46" fill="#d9622b"/></svg>')}`;

const caption = (text: string, heard: number, current: number) => ({ clause: 0, text, heard, current });

async function ask({ conversation, find }: MountedPanel, text: string): Promise<void> {
	const field = find<HTMLTextAreaElement>("textarea");
	field.value = text;
	find<HTMLFormElement>("form").requestSubmit();
	// The command's answer comes by promises.
	await new Promise((resolve) => setTimeout(resolve));
	conversation.state.value = "thinking";
}

/** Every state that a viewer may meet. */
export const PANEL_STATES: readonly PanelStateCase[] = [
	{ name: "empty", enter: () => undefined },
	{
		name: "speaking",
		options: { mic: "push" },
		enter: async (mounted) => {
			const { conversation } = mounted;
			await ask(mounted, "When are you open?");
			conversation.state.value = "speaking";
			conversation.answer("We are open from Tuesday to Sunday, from ten until six.");
			conversation.caption.value = caption("We are open from Tuesday to Sunday, from ten until six.", 17, 24);
		},
	},
	{
		name: "thinking",
		enter: async (mounted) => {
			await ask(mounted, "What should I see first, if I have only an hour?");
			mounted.conversation.answer("One moment, let me look that up…", { replyType: "cloudAiWaiting" });
		},
	},
	{
		name: "rich",
		options: { imageHosts: ["data:"] },
		enter: async (mounted) => {
			const { conversation } = mounted;
			await ask(mounted, "How much is a ticket?");
			conversation.state.value = "ready";
			conversation.answer(TABLE, { contentType: 6, highlighted: true });
			conversation.answer(`![The old lighthouse](${PICTURE})`);
			conversation.answer("![A plan](https://elsewhere.example/plan.png)");
		},
	},
	{
		name: "held",
		enter: async (mounted) => {
			const { conversation } = mounted;
			conversation.audio.state.value = "suspended";
			await ask(mounted, "Hello");
			conversation.answer("Hello, and welcome to the Lantern Museum! What can I show you today?");
			conversation.caption.value = caption("Hello, and welcome to the Lantern Museum!", 0, 5);
		},
	},
	{
		name: "interrupted by a call",
		enter: ({ conversation }) => {
			conversation.audio.state.value = "interrupted";
		},
	},
	{
		name: "uninterruptible",
		enter: async (mounted) => {
			const { conversation } = mounted;
			await ask(mounted, "What are the rules?");
			conversation.state.value = "speaking";
			conversation.answer("For your safety, please listen to the end.", { uninterruptible: true });
			conversation.caption.value = caption("For your safety, please listen to the end.", 4, 8);
		},
	},
	{
		name: "problem",
		enter: ({ conversation }) => {
			conversation.state.value = "reconnecting";
			conversation.tell({
				type: "problem",
				about: "connection",
				message: "The gateway does not answer. Trying again.",
			});
		},
	},
	{
		name: "listening",
		options: { mic: "open" },
		enter: ({ button }) => {
			button("Turn the microphone on").click();
			StandInRecognition.last?.hear("where is the");
		},
	},
	{
		name: "microphone denied",
		options: { mic: "open" },
		enter: ({ button }) => {
			button("Turn the microphone on").click();
			StandInRecognition.last?.fail("not-allowed");
		},
	},
	{
		name: "pop-up",
		enter: ({ conversation }) =>
			conversation.answer("", {
				interactionType: "popup",
				interactionContent: JSON.stringify({
					title: "Which ticket?",
					content: "Choose one. The **evening** ticket is for Thursdays.",
					options: ["Day", "Evening", "Family"],
				}),
			}),
	},
	{ name: "shortcuts", enter: ({ button }) => button("Keyboard shortcuts").click() },
	{
		name: "long caption, Chinese",
		options: { lang: "zh-CN", mic: "push" },
		enter: async (mounted) => {
			const { conversation } = mounted;
			await ask(mounted, "你是怎么工作的？");
			conversation.state.value = "speaking";
			const text =
				"您写下一句话，驱动程序就把我的回答变成语音，随着声音一起传来的还有我的口型，每秒二十五次，浏览器播放声音，同时按照您真正听到的时刻画出我的脸，全程不需要传输视频。";
			conversation.answer(text);
			conversation.caption.value = caption(text, 60, 62);
		},
	},
	{
		name: "right to left",
		options: {
			dir: "rtl",
			lang: "ar",
			mic: "push",
			texts: {
				placeholder: "اكتب رسالة…",
				writeHere: "رسالتك",
				stateSpeaking: "يتحدث الآن",
				transcript: "المحادثة",
				panel: "محادثة",
			},
		},
		enter: async (mounted) => {
			const { conversation } = mounted;
			await ask(mounted, "متى تفتحون؟");
			conversation.state.value = "speaking";
			conversation.answer("نفتح من الثلاثاء إلى الأحد، من العاشرة صباحًا حتى السادسة مساءً.");
			conversation.caption.value = caption(
				"نفتح من الثلاثاء إلى الأحد، من العاشرة صباحًا حتى السادسة مساءً.",
				8,
				16,
			);
		},
	},
];
