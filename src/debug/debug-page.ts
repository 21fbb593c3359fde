import type { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { PlayerEvent } from "../runtime/player-events.ts";
import { copyText } from "./copy-text.ts";
import { LiveEdge } from "./live-edge.ts";
import { Markers } from "./markers.ts";
import type { Finding } from "./model/finding.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import { Trace } from "./model/trace.ts";
import { INITIAL_STATE, type ViewState } from "./model/view-state.ts";
import { openFiles } from "./open-files.ts";
import { defaultAvatar, openPlayer } from "./open-player.ts";
import { OpenedSession } from "./opened-session.ts";
import { pageCommands } from "./page-commands.ts";
import { connectControls } from "./page-controls.ts";
import { showAvatarCard } from "./panel/avatar-card.ts";
import { element } from "./panel/dom.ts";
import { showProblem } from "./panel/problems.ts";
import { TABS } from "./panel/tabs.ts";
import { startTheme } from "./panel/theme.ts";
import { Playback } from "./playback.ts";
import type { SessionSubject } from "./session-subject.ts";
import { SidePanels } from "./side-panels.ts";
import type { TimelineView } from "./timeline/timeline-view.ts";
import { TimelineExplorer } from "./timeline-explorer.ts";
import { Transport } from "./transport.ts";
import { ViewStore } from "./view-store.ts";

/** The lip-sync debug view: a session, recorded or live, and all that can be done with it. Main thread. */
export class DebugPage {
	readonly player: AvatarPlayer;
	readonly transport: Transport;
	/** A recording has been gone through to its end, or a session is live. */
	isReady = false;
	readonly #store: ViewStore;
	readonly #explorer: TimelineExplorer;
	readonly #session: OpenedSession;
	readonly #panels: SidePanels;
	readonly #edge: LiveEdge;
	/** The model that is shown, for videos. */
	#avatar: string | Blob = defaultAvatar();
	/** The stretch that the address asked for; shown once the recording is there. */
	#asked: readonly [number, number] | undefined;

	private constructor(player: AvatarPlayer) {
		this.player = player;
		this.transport = new Transport(player, new Trace());
		this.#store = new ViewStore(
			() => this.#place(),
			() => this.timeline.redraw(),
		);
		this.#explorer = new TimelineExplorer(this.#store, this.transport, {
			halt: () => this.#edge.halt(),
			detach: () => this.#edge.detach(),
			goTo: (time) => this.goTo(time),
			tab: (tab) => this.#panels.fill(tab),
			forceRung: (sequence, rung) => this.#session.forceRung(sequence, rung),
			copied: (text) => void this.#copy(text),
		});
		this.timeline.onFrame = () => this.#onFrame();
		this.#session = new OpenedSession(player, this.#store, {
			began: (trace) => this.#begin(trace),
			grew: (trace, progress) => this.#grew(trace, progress),
			status: (text) => this.#explorer.tellStatus(text),
		});
		this.#edge = new LiveEdge(player, this.transport, this.timeline, () => this.#session.live);
		this.#panels = new SidePanels(this.#explorer, {
			subject: () => this.#subject(),
			isLive: () => this.#session.live !== undefined,
			tune: (options) => this.#session.tune(options),
			cut: () => this.#session.live?.cut(),
			goTo: (time) => this.goTo(time),
		});
		const { from, to } = this.state;
		this.#asked = from === undefined || to === undefined ? undefined : [from, to];
		this.#connect();
		this.#explorer.showLanes();
		this.#panels.showTuning();
		this.#explorer.tabs.show(TABS.find((tab) => tab === this.state.tab) ?? "findings");
	}

	static async open(): Promise<DebugPage> {
		const { searchParams } = new URL(location.href);
		let listen: (event: PlayerEvent) => void = () => {};
		const page = new DebugPage(await openPlayer(searchParams.get("avatar"), (event) => listen(event)));
		listen = (event) => page.#onPlayerEvent(event);
		const recording = searchParams.get("recording");
		if (recording !== null) page.openRecording(new URL(recording, location.href).href);
		else if (searchParams.has("live")) page.goLive();
		const compared = searchParams.get("compare");
		if (compared !== null) page.#panels.comparing.open(new URL(compared, location.href).href, compared);
		return page;
	}

	get timeline(): TimelineView {
		return this.#explorer.timeline;
	}

	get trace(): Trace {
		return this.transport.trace;
	}

	get findings(): readonly Finding[] {
		return this.#panels.diagnosis.findings;
	}

	/** The view as it stands. */
	get state(): ViewState {
		return this.#store.state;
	}

	get isFollowing(): boolean {
		return this.#edge.isFollowing;
	}

	/** All that there is stands in the trace; not while a recording is gone through (again), or a live edge followed. */
	get isComplete(): boolean {
		return this.isReady && this.#session.isWhole && !this.isFollowing;
	}

	/** Opens a recording by its address, or a file. */
	openRecording(source: string | Blob): void {
		this.#edge.leave();
		this.#setReady(false);
		this.#session.openRecording(source);
		this.#panels.showTuning();
	}

	/** Opens what was chosen or dropped: the view begins anew. */
	openFile(source: string | Blob, options: ReplayOptions = {}): void {
		this.#store.patch({ ...INITIAL_STATE, folded: this.state.folded, options });
		this.transport.loop = undefined;
		this.#explorer.showLanes();
		this.#explorer.tabs.show("findings");
		this.openRecording(source);
	}

	/** Looks into a conversation with the gateway of this page. */
	goLive(): void {
		this.#edge.leave();
		this.#session.goLive();
		this.#setReady(true);
		this.#panels.showTuning();
		this.#edge.begin();
	}

	/** Goes to a moment, and shows its face. */
	goTo(time: number): void {
		this.#edge.halt();
		this.transport.seek(time);
		this.timeline.viewport.reveal(time);
		this.#store.changed();
	}

	#setReady(isReady: boolean): void {
		this.isReady = isReady;
		this.#store.isShown = isReady;
	}

	#begin(trace: Trace): void {
		if (this.transport.playing.value) this.transport.pause();
		this.transport.trace = trace;
		this.timeline.trace = trace;
		this.#explorer.reset();
		this.#panels.diagnosis.reset();
	}

	#grew(trace: Trace, progress: number): void {
		const { viewport } = this.timeline;
		if (!this.isReady && this.#asked === undefined) viewport.show(0, Math.max(1, trace.end));
		this.timeline.redraw();
		if (progress < 1) {
			this.#explorer.tellStatus(`Going through it: ${Math.round(100 * progress)} %`);
			return;
		}
		// Gone through once more, one stays where one was.
		const at = this.isReady ? this.transport.at.value : this.state.at;
		if (!this.isReady) viewport.show(...(this.#asked ?? ([0, Math.max(1, trace.end)] as const)));
		this.#asked = undefined;
		this.#explorer.tellStatus();
		this.#setReady(true);
		this.#panels.complete();
		this.transport.seek(at);
		this.#store.changed();
	}

	#onFrame(): void {
		this.transport.update();
		const edge = this.#edge.update();
		const { trace } = this;
		if (this.isFollowing) this.#panels.diagnosis.runSometimes(trace, () => trace === this.trace);
		if (this.transport.playing.value) {
			this.timeline.viewport.reveal(this.transport.at.value);
			this.timeline.redraw();
		}
		this.#explorer.mark(this.findings, edge);
	}

	#onPlayerEvent(event: PlayerEvent): void {
		const note = element("stage-note", HTMLElement);
		if (event.type === "problem") {
			showProblem(event.message);
			// An avatar that was there before stays, and nothing is being loaded any more.
			if (event.about === "avatar") note.textContent = "";
		}
		if (event.type !== "avatar") return;
		note.textContent = "";
		showAvatarCard(element("avatar-card", HTMLElement), event.coverage);
	}

	#place(): Pick<ViewState, "from" | "to" | "at"> {
		const { from, to } = this.timeline.viewport;
		return this.#session.live === undefined
			? { from, to, at: this.transport.at.value }
			: { from: undefined, to: undefined, at: 0 };
	}

	/** What there is to export, and to compare. */
	#subject(): SessionSubject {
		const { trace, state, isComplete } = this;
		const { selection, options } = state;
		return { trace, isComplete, selection, options, name: this.#session.name, avatar: this.#avatar };
	}

	async #copy(text: string): Promise<void> {
		this.#explorer.tellStatus((await copyText(text)) ? "Copied." : "The browser did not let it be copied.");
	}

	#connect(): void {
		const playback = new Playback(this.transport, this.#store, {
			halt: () => this.#edge.halt(),
			goTo: (time) => this.goTo(time),
		});
		const commands = pageCommands({
			transport: this.transport,
			playback,
			explorer: this.#explorer,
			markers: new Markers(this.#store),
			diagnosis: this.#panels.diagnosis,
			goTo: (time) => this.goTo(time),
			follow: () => this.#edge.follow(),
			theme: startTheme(() => this.timeline.repaint()),
		});
		element("search", HTMLInputElement).value = this.state.search;
		connectControls(commands, {
			goLive: () => this.goLive(),
			openSample: (path) => this.openFile(new URL(path, location.href).href),
			copyLink: () => void this.#copy(this.#store.address),
			interrupt: () => void this.player.interrupt(),
			say: (text) => {
				void this.player.audio.resume();
				this.#edge.follow();
				void this.player.speak(text);
			},
			search: (search) => {
				this.#store.patch({ search });
				this.#explorer.showLanes();
			},
			overlays: (overlays) => {
				this.timeline.overlays = overlays;
			},
		});
		openFiles({
			session: (source, options) => this.openFile(source, options),
			avatar: (name, bytes) => {
				this.#avatar = bytes === undefined ? name : new Blob([bytes]);
				this.player.loadAvatar(name, bytes);
			},
		});
	}
}
