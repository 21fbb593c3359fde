import { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { PlayerEvent } from "../runtime/player-events.ts";
import { AvatarPanel } from "./avatar-panel.ts";
import { CaptionView } from "./caption-view.ts";
import { offerCatalogue } from "./catalogue-menus.ts";
import { Composer } from "./composer.ts";
import { Conversation } from "./conversation.ts";
import { acceptDroppedAvatar } from "./drop-avatar.ts";
import { element } from "./element.ts";
import { LoadingView } from "./loading-view.ts";
import { NumbersView } from "./numbers-view.ts";
import { pageOptions } from "./page-options.ts";
import { ProblemView } from "./problem-view.ts";
import { readJson } from "./read-json.ts";
import { showStatus } from "./status-view.ts";
import { TranscriptView } from "./transcript-view.ts";
import { offerTrim } from "./trim-control.ts";

declare global {
	interface Window {
		/** For the developer's console and for tests. */
		facewire: AvatarPlayer;
	}
}

const options = pageOptions(new URL(location.href));
const gateway = new URL("./", location.href).href;
const problems = new ProblemView(element("problem", HTMLElement));
const loading = new LoadingView();
const panel = new AvatarPanel(new URL(location.href));
const status = element("status", HTMLElement);
const unlock = element("unlock", HTMLButtonElement);

function onEvent(event: PlayerEvent): void {
	if (event.type === "problem") problems.show(event.message);
	if (event.type === "avatar-progress") loading.progress(event.loaded, event.total);
	if (event.type === "avatar") {
		loading.done();
		panel.show(event.url, event.coverage, event.licence);
	}
	conversation?.handle(event);
}

let conversation: Conversation | undefined;

try {
	const player = await AvatarPlayer.open({
		canvas: element("canvas", HTMLCanvasElement),
		source:
			options.replay === undefined
				? { type: "gateway", gateway, wire: options.wire }
				: { type: "replay", recording: options.replay },
		avatar: options.avatar,
		lightAvatar: options.lightAvatar,
		...(options.mapping === undefined ? {} : { mapping: await readJson(options.mapping) }),
		quality: options.quality,
		framing: options.framing,
		stage: options.stage,
		onEvent,
	});
	window.facewire = player;
	const talk = new Conversation(player, new TranscriptView(element("transcript", HTMLElement)), (problem) =>
		problems.show(problem),
	);
	conversation = talk;
	const composer = new Composer({
		typing: (isTyping) => {
			player.isListening = isTyping;
		},
		send: (mode, text) => {
			problems.clear();
			void talk.send(mode, text);
		},
		stop: () => void talk.stop(),
		setVolume: (volume) => {
			player.volume = volume;
		},
	});
	offerTrim(player);
	if (options.replay === undefined)
		void offerCatalogue(gateway, {
			voice: (key) => {
				talk.voice = key;
			},
		});
	const captions = new CaptionView(element("caption", HTMLElement));
	const numbers = new NumbersView(element("numbers", HTMLElement));
	player.caption.subscribe((caption) => captions.show(caption));
	player.stats.subscribe((stats) => numbers.show(stats));
	player.state.subscribe((state) => {
		showStatus(status, state);
		composer.busy = state === "thinking" || state === "speaking" || state === "waiting";
	});
	player.audio.state.subscribe((state) => {
		unlock.hidden = state === "running" || state === "closed";
	});
	unlock.addEventListener("click", () => void player.audio.resume());
	const load = (name: string, bytes?: ArrayBuffer) => {
		problems.clear();
		player.loadAvatar(name, bytes);
	};
	panel.listen(load);
	acceptDroppedAvatar(element("stage", HTMLElement), load);
} catch (cause) {
	problems.show(cause instanceof Error ? cause.message : String(cause));
	showStatus(status, "closed");
}
