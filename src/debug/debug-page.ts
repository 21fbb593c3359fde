import type { OrderName } from "../lipsync/order-tables.ts";
import type { Rung } from "../lipsync/rung.ts";
import { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { PlayerEvent } from "../runtime/player-events.ts";
import { bindingsOf, type Commands } from "./bindings.ts";
import { fillKeySheet, listenToKeys } from "./keyboard.ts";
import { LiveTrace } from "./live-trace.ts";
import type { Finding } from "./model/finding.ts";
import { type Hit, hitAt, hitTime } from "./model/hit.ts";
import { chosenLanes, type Lane } from "./model/lanes.ts";
import type { ReplayOptions } from "./model/replay-options.ts";
import { type StepKind, snap, stepFrom } from "./model/steps.ts";
import { summarise } from "./model/summary.ts";
import { clockText } from "./model/tick-spacing.ts";
import { Trace } from "./model/trace.ts";
import { INITIAL_STATE, RATES, type ViewState } from "./model/view-state.ts";
import { showAvatarCard } from "./panel/avatar-card.ts";
import { element } from "./panel/dom.ts";
import { FindingsView } from "./panel/findings-view.ts";
import { InspectorView } from "./panel/inspector-view.ts";
import { clearProblems, showProblem } from "./panel/problems.ts";
import { TableView } from "./panel/table-view.ts";
import { TABS, type TabName, Tabs } from "./panel/tabs.ts";
import { startTheme } from "./panel/theme.ts";
import { TuneView } from "./panel/tune-view.ts";
import { RecordedSession } from "./recorded-session.ts";
import { TimelineView } from "./timeline/timeline-view.ts";
import { Transport } from "./transport.ts";
import { ViewLink } from "./view-link.ts";

/** Where the live edge stands in the view while it is followed: room on the right for what is on its way. */
const EDGE_PLACE = 0.82;

/** How near a boundary has to be to snap to. CSS pixels. */
const SNAP = 8;

/** Between two looks for faults in a live session. Milliseconds. */
const DIAGNOSE_MS = 3000;

/** A tap on a face that nobody looks at is muted by this much; the conversation goes on being captured. */
const SILENT = 0;

const DEFAULT_AVATAR = "avatars/mira.vrm";
const LIGHT_AVATAR = "avatars/mira-light.vrm";

/** The lip-sync debug view: a session, recorded or live, and all that can be done with it. Main thread. */
export class DebugPage {
	readonly player: AvatarPlayer;
	readonly timeline: TimelineView;
	readonly transport: Transport;
	trace = new Trace();
	findings: readonly Finding[] = [];
	/** A recording has been gone through to its end, or a session is live. */
	isReady = false;
	readonly #link = new ViewLink();
	readonly #tabs: Tabs;
	readonly #findings: FindingsView;
	readonly #inspector: InspectorView;
	readonly #tune: TuneView;
	readonly #table: TableView;
	#state: ViewState;
	#recorded: RecordedSession | undefined;
	#live: LiveTrace | undefined;
	#following = false;
	#hit: Hit | undefined;
	#hover: { readonly time: number; readonly lane: Lane | undefined } | undefined;
	/** The stretch that the address asked for; shown once the recording is there. */
	#asked: readonly [number, number] | undefined;
	#diagnosed = 0;
	#faultText = "";

	private constructor(player: AvatarPlayer) {
		this.player = player;
		this.#state = this.#link.read();
		const { from, to } = this.#state;
		this.#asked = from === undefined || to === undefined ? undefined : [from, to];
		this.transport = new Transport(player, this.trace);
		this.timeline = new TimelineView(
			{
				ruler: element("ruler", HTMLCanvasElement),
				lanes: element("lanes", HTMLCanvasElement),
				scroll: element("lane-scroll", HTMLElement),
				headers: element("lane-headers", HTMLElement),
				overview: element("overview", HTMLCanvasElement),
			},
			{
				pick: (lane, time, reach) => this.#pick(lane, time, reach),
				range: (range, done, snaps) => this.#select(range, done, snaps),
				scrub: (time, phase, snaps) => this.#scrub(time, phase, snaps),
				hover: (time, lane) => {
					this.#hover = time === undefined ? undefined : { time, lane };
					this.#tellStatus();
				},
				moved: () => this.#moved(),
				solo: (lane) => this.#toggle("solo", lane),
				fold: (group) => this.#toggle("folded", group),
			},
		);
		this.timeline.onFrame = () => this.#onFrame();
		this.#tabs = new Tabs((tab) => this.#showTab(tab));
		this.#findings = new FindingsView(element("findings", HTMLElement), {
			show: (finding) => this.#goTo(finding),
			useOrder: (order) => this.#useOrder(order),
		});
		this.#inspector = new InspectorView(element("panel-inspect", HTMLElement), {
			inspect: (hit) => this.#inspect(hit),
			forceRung: (sequence, rung) => this.#forceRung(sequence, rung),
			copied: (text) => void this.#copy(text),
		});
		this.#tune = new TuneView(element("panel-tune", HTMLElement), {
			change: (options) => this.#tuned(options),
			cut: () => this.#live?.cut(),
		});
		this.#table = new TableView(element("panel-table", HTMLElement), (time) => this.goTo(time));
		this.#inspector.clear();
		this.#listen();
		this.#showLanes();
		this.#tune.show(this.#state.options, false);
		this.#tabs.show(TABS.find((tab) => tab === this.#state.tab) ?? "findings");
	}

	static async open(): Promise<DebugPage> {
		const { searchParams } = new URL(location.href);
		const absolute = (relative: string) => new URL(relative, location.href).href;
		let listen: (event: PlayerEvent) => void = () => {};
		const named = searchParams.get("avatar");
		const player = await AvatarPlayer.open({
			canvas: element("canvas", HTMLCanvasElement),
			avatar: absolute(named ?? DEFAULT_AVATAR),
			...(named === null ? { lightAvatar: absolute(LIGHT_AVATAR) } : {}),
			framing: "head",
			onEvent: (event) => listen(event),
		});
		const page = new DebugPage(player);
		listen = (event) => page.#onPlayerEvent(event);
		const recording = searchParams.get("recording");
		if (recording !== null) page.openRecording(absolute(recording));
		else if (searchParams.has("live")) page.goLive();
		return page;
	}

	/** The view as it stands. */
	get state(): ViewState {
		return this.#state;
	}

	/** Opens a recording by its address, or a file. */
	openRecording(source: string | Blob): void {
		this.#close();
		clearProblems();
		this.#link.source(typeof source === "string" ? source : undefined, false);
		const name = typeof source === "string" ? source.split("/").at(-1) : (source as File).name;
		this.#recorded = new RecordedSession(source, this.#state.options, {
			reading: (bytes) => this.#tellStatus(`Reading ${name}: ${(bytes / 1e6).toFixed(1)} MB`),
			opened: ({ faults, faultCount, stopped }) => {
				this.#faultText = "";
				for (const { line, reason } of faults.slice(0, 3))
					showProblem(`Line ${line} could not be read: ${reason}`);
				if (faultCount > 3) showProblem(`${faultCount} lines in all could not be read; the rest is shown.`);
				if (stopped !== "") showProblem(stopped);
			},
			failed: (reason) => {
				showProblem(reason);
				this.#tellStatus("Nothing could be opened.");
			},
			began: (trace) => this.#begin(trace),
			grew: (trace, progress) => this.#grew(trace, progress),
		});
		element("welcome", HTMLElement).hidden = true;
		this.#tune.show(this.#state.options, false);
	}

	/** Opens what was chosen or dropped: the view begins anew. */
	openFile(source: string | Blob): void {
		this.#state = { ...INITIAL_STATE, folded: this.#state.folded };
		this.#setLoop(undefined);
		this.#showLanes();
		this.#tabs.show("findings");
		this.openRecording(source);
	}

	/** Looks into a conversation with the gateway of this page. */
	goLive(): void {
		this.#close();
		clearProblems();
		this.#link.source(undefined, true);
		const gateway = new URL("./", location.href).href;
		this.#live = new LiveTrace(this.player, { type: "gateway", gateway, wire: "json" }, this.#state.options);
		element("welcome", HTMLElement).hidden = true;
		element("say", HTMLFormElement).hidden = false;
		element("live", HTMLButtonElement).setAttribute("aria-pressed", "true");
		this.#begin(this.#live.trace);
		this.timeline.viewport.show(0, 12);
		this.isReady = true;
		this.timeline.continuous = true;
		this.#tune.show(this.#state.options, true);
		this.follow();
	}

	/** Follows the live edge; the conversation is heard and seen again. */
	follow(): void {
		if (this.#live === undefined) return;
		this.transport.release();
		this.player.volume = 1;
		this.#following = true;
		element("follow", HTMLButtonElement).hidden = true;
		this.timeline.redraw();
	}

	/** Lets go of the live edge: what happens goes on being captured. */
	detach(): void {
		if (this.#live === undefined || !this.#following) return;
		this.#following = false;
		element("follow", HTMLButtonElement).hidden = false;
	}

	get isFollowing(): boolean {
		return this.#following;
	}

	/** Goes to a moment, and shows its face. */
	goTo(time: number): void {
		this.#halt();
		this.transport.seek(time);
		this.timeline.viewport.reveal(time);
		this.#changed();
	}

	#close(): void {
		this.transport.release();
		this.#recorded?.dispose();
		this.#live?.dispose();
		this.#recorded = undefined;
		this.#live = undefined;
		this.#following = false;
		this.isReady = false;
		this.player.volume = 1;
		this.timeline.continuous = false;
		element("say", HTMLFormElement).hidden = true;
		element("follow", HTMLButtonElement).hidden = true;
		element("live", HTMLButtonElement).setAttribute("aria-pressed", "false");
	}

	#begin(trace: Trace): void {
		this.trace = trace;
		this.findings = [];
		this.#hit = undefined;
		if (this.transport.playing.value) this.transport.pause();
		this.transport.trace = trace;
		this.timeline.trace = trace;
		this.#findings.show([], false);
	}

	/** The recording has been gone through further. */
	#grew(trace: Trace, progress: number): void {
		if (!this.isReady && this.#asked === undefined) this.timeline.viewport.show(0, Math.max(1, trace.end));
		if (progress < 1) this.#tellStatus(`Going through it: ${Math.round(100 * progress)} %`);
		this.timeline.redraw();
		if (progress < 1) return;
		if (!this.isReady)
			this.timeline.viewport.show(...(this.#asked ?? ([0, Math.max(1, trace.end)] as const)));
		this.#asked = undefined;
		this.#tellStatus();
		this.isReady = true;
		this.#diagnose(true);
		this.transport.seek(this.#state.at);
		this.#changed();
	}

	#diagnose(isComplete: boolean): void {
		this.#diagnosed = performance.now();
		const { findings, flags, tops, lags } = summarise(this.trace);
		this.findings = findings;
		this.timeline.flags = flags;
		this.timeline.tops = tops;
		this.timeline.lags = lags;
		this.#findings.show(findings, isComplete);
		const faults = findings.filter(({ severity }) => severity === "fault").length;
		element("finding-count", HTMLElement).textContent = faults === 0 ? "" : String(faults);
		const layout = this.trace.stats?.face.layout;
		this.#tune.verdict =
			layout === undefined
				? ""
				: layout.verdict === "unknown"
					? `The detective cannot tell: ${layout.doubt}.`
					: layout.verdict === "fits"
						? `The order fits (${layout.score.total.toFixed(2)}).`
						: `“${layout.order}” would fit better (${layout.score.total.toFixed(2)} against ${layout.current.total.toFixed(2)}).`;
		if (faults > 0 && this.#faultText === "") this.#faultText = findings[0]?.title ?? "";
	}

	/** Weighing takes some milliseconds: it waits until the page has nothing else to do. */
	#diagnoseSometimes(): void {
		if (performance.now() - this.#diagnosed < DIAGNOSE_MS) return;
		this.#diagnosed = performance.now();
		const trace = this.trace;
		requestIdleCallback(() => trace === this.trace && this.#diagnose(false));
	}

	#onFrame(): void {
		this.transport.update();
		const live = this.#live;
		const edge = live?.now;
		if (edge !== undefined && this.#following) {
			this.transport.at.value = edge;
			this.timeline.viewport.place(edge, EDGE_PLACE);
			this.#diagnoseSometimes();
		}
		if (this.transport.playing.value) this.timeline.viewport.reveal(this.transport.at.value);
		const at = this.transport.at.value;
		this.timeline.marks = {
			playhead: at,
			liveEdge: edge,
			hover: this.#hover?.time,
			selection: this.#state.selection,
			loop: this.#state.loop,
			markers: this.#state.markers,
			findings: this.findings.flatMap(({ at: from, until, severity }) =>
				from === undefined || severity === "note" ? [] : [{ at: from, until: until ?? from, severity }],
			),
		};
		const clock = element("clock", HTMLOutputElement);
		const text = clockText(at);
		if (clock.textContent !== text) clock.textContent = text;
		if (this.transport.playing.value) this.timeline.redraw();
	}

	#onPlayerEvent(event: PlayerEvent): void {
		if (event.type === "problem") showProblem(event.message);
		if (event.type !== "avatar") return;
		element("stage-note", HTMLElement).textContent = "";
		showAvatarCard(element("avatar-card", HTMLElement), event.coverage);
	}

	#pick(lane: Lane, time: number, reach: number): void {
		const hit = hitAt(this.trace, lane, time, reach);
		if (hit !== undefined) this.#inspect(hit);
		this.#halt();
		this.transport.seek(time);
		this.#state = { ...this.#state, selection: undefined };
		this.#changed();
	}

	#inspect(hit: Hit): void {
		this.#hit = hit;
		this.#tabs.show("inspect");
		const time = hitTime(this.trace, hit);
		if (time !== undefined) this.timeline.viewport.reveal(time);
		this.timeline.redraw();
	}

	#select(range: readonly [number, number] | undefined, done: boolean, snaps: boolean): void {
		const snapped =
			range === undefined || !snaps ? range : ([this.#snap(range[0]), this.#snap(range[1])] as const);
		const selection = snapped !== undefined && snapped[1] > snapped[0] ? snapped : undefined;
		this.#state = { ...this.#state, selection };
		if (done && this.#tabs.current === "table") this.#showTab("table");
		this.detach();
		this.#tellStatus();
		this.#changed();
	}

	#scrub(time: number, phase: "start" | "move" | "end", snaps: boolean): void {
		this.#halt();
		const at = snaps ? this.#snap(time) : time;
		if (phase === "end") this.transport.seek(at);
		else this.transport.scrub(at);
		this.#changed();
	}

	/** Before history is looked at: the conversation is not heard while another moment is. */
	#halt(): void {
		this.detach();
		if (this.#live !== undefined) this.player.volume = SILENT;
	}

	#snap = (time: number): number => snap(this.trace, time, SNAP / this.timeline.viewport.scale);

	#moved(): void {
		this.detach();
		this.#changed();
	}

	#toggle(list: "solo" | "folded", item: string): void {
		const items = this.#state[list];
		const next = items.includes(item) ? items.filter((other) => other !== item) : [...items, item];
		this.#state = { ...this.#state, [list]: next };
		this.#showLanes();
		this.#changed();
	}

	#showLanes(): void {
		const { folded, solo } = this.#state;
		this.timeline.show(chosenLanes(this.#state), folded, solo);
	}

	#showTab(tab: TabName): void {
		this.#state = { ...this.#state, tab };
		if (tab === "inspect" && this.#hit !== undefined)
			this.#inspector.show(this.trace, this.#hit, this.#state.options.clauseRungs ?? {});
		if (tab === "table") {
			const { from, to } = this.timeline.viewport;
			const [start, end] = this.#state.selection ?? [Math.max(0, from), to];
			this.#table.show(this.trace, start, end, this.#state.selection !== undefined);
		}
		this.#changed();
	}

	#goTo({ at, until, lane }: Finding): void {
		if (lane !== undefined) {
			const known = chosenLanes(this.#state).some(({ id }) => id === lane);
			if (!known) {
				this.#state = { ...this.#state, folded: [], search: "" };
				this.#showLanes();
			}
			this.timeline.reveal(lane);
		}
		if (at === undefined) return;
		const { viewport } = this.timeline;
		const end = until ?? at;
		if (viewport.to - viewport.from > 4 * Math.max(1, end - at)) viewport.show(at - 1, end + 1);
		this.goTo(at);
	}

	#useOrder(order: OrderName): void {
		this.#tuned({ ...this.#state.options, order });
		this.#tune.show(this.#state.options, this.#live !== undefined);
	}

	#forceRung(sequence: number, rung: Rung | undefined): void {
		const { [sequence]: _before, ...others } = this.#state.options.clauseRungs ?? {};
		const clauseRungs = rung === undefined ? others : { ...others, [sequence]: rung };
		this.#tuned({ ...this.#state.options, clauseRungs });
	}

	#tuned(options: ReplayOptions): void {
		this.#state = { ...this.#state, options };
		this.#live?.tune(options);
		if (this.#recorded !== undefined) {
			this.#state = { ...this.#state, at: this.transport.at.value };
			this.#recorded.replay(options);
		}
		this.#changed();
	}

	/** The view has changed: it is drawn, and its address written. */
	#changed(): void {
		this.timeline.redraw();
		if (this.isReady) this.#link.write(() => this.#snapshot());
	}

	#snapshot(): ViewState {
		const { from, to } = this.timeline.viewport;
		const place =
			this.#live === undefined
				? { from, to, at: this.transport.at.value }
				: { from: undefined, to: undefined, at: 0 };
		this.#state = { ...this.#state, ...place };
		return this.#state;
	}

	#tellStatus(text?: string): void {
		const status = element("status", HTMLElement);
		const { selection } = this.#state;
		const parts: string[] = [];
		if (text !== undefined) parts.push(text);
		if (this.#hover !== undefined) {
			const { time } = this.#hover;
			const heard = this.trace.heardAt(time);
			parts.push(clockText(time, 1e-3));
			if (heard !== undefined) {
				const { utterance, media } = heard;
				parts.push(
					`u${utterance.number} ${clockText(media, 1e-3)} #${Math.floor(media * utterance.frameRate)}`,
				);
			}
			parts.push(`Δ playhead ${Math.round((time - this.transport.at.value) * 1000)} ms`);
		}
		if (selection !== undefined) {
			const length = selection[1] - selection[0];
			const rate = this.trace.heardAt(selection[0])?.utterance.frameRate ?? 25;
			parts.push(`Selected ${Math.round(length * 1000)} ms, ${(length * rate).toFixed(1)} driver frames`);
		}
		if (parts.length === 0)
			parts.push(
				`${this.trace.messages.length} messages, ${clockText(this.trace.end, 0.1)}, ${(this.trace.bytes / 1e6).toFixed(1)} MB`,
			);
		status.textContent = parts.join("   ·   ");
	}

	async #copy(text: string): Promise<void> {
		try {
			await navigator.clipboard.writeText(text);
			this.#tellStatus("Copied.");
		} catch {
			this.#tellStatus("The browser did not let it be copied.");
		}
	}

	#commands(theme: () => void): Commands {
		const { transport, timeline } = this;
		const at = () => this.#hover?.time ?? transport.at.value;
		return {
			playPause: () => void this.#playPause(),
			pause: () => transport.playing.value && transport.pause(),
			shuttle: (direction) => this.#shuttle(direction),
			step: (kind, direction) => this.#step(kind, direction),
			jump: (seconds) => this.goTo(transport.at.value + seconds),
			toStart: () => this.goTo(this.trace.start),
			toEnd: () => this.goTo(this.trace.end),
			zoom: (factor) => {
				timeline.viewport.zoom(
					factor,
					this.#hover === undefined ? timeline.viewport.x(transport.at.value) : timeline.viewport.x(at()),
				);
				this.#moved();
			},
			pan: (share) => {
				timeline.viewport.pan(share * timeline.viewport.width);
				this.#moved();
			},
			fit: () => this.#fit(),
			setLoopEnd: (end) => this.#setLoopEnd(end),
			toggleLoop: () => this.#toggleLoop(),
			clearLoop: () => this.#setLoop(undefined),
			mark: () => this.#askNote(),
			nextMarker: (direction) => this.#nextMarker(direction),
			follow: () => this.follow(),
			nextFinding: () => this.#nextFinding(),
			search: () => element("search", HTMLInputElement).focus(),
			help: () => element("keys", HTMLDialogElement).showModal(),
			escape: () => this.#select(undefined, true, false),
			theme,
			tab: (index) => this.#tabs.show(TABS[index] ?? "findings"),
		};
	}

	async #playPause(): Promise<void> {
		if (this.transport.playing.value) this.transport.pause();
		else {
			this.#halt();
			await this.transport.play();
		}
		this.timeline.redraw();
	}

	#shuttle(direction: 1 | -1): void {
		const { transport } = this;
		if (direction > 0 && !transport.playing.value) {
			void this.#playPause();
			return;
		}
		const index = RATES.findIndex((rate) => rate >= transport.rate - 1e-6);
		this.#setRate(RATES[Math.min(RATES.length - 1, Math.max(0, index + direction))] ?? 1);
	}

	#setRate(rate: number): void {
		this.transport.rate = rate;
		this.#state = { ...this.#state, rate };
		element("rate", HTMLSelectElement).value = String(rate);
		this.#changed();
	}

	#step(kind: StepKind, direction: 1 | -1): void {
		if (this.transport.playing.value) this.transport.pause();
		const next = stepFrom(this.trace, kind, this.transport.at.value, direction);
		if (next !== undefined) this.goTo(next);
	}

	#fit(): void {
		const { viewport } = this.timeline;
		const { selection } = this.#state;
		const isFitted =
			selection !== undefined &&
			Math.abs(viewport.from - selection[0]) < 1e-3 * (viewport.to - viewport.from);
		const [from, to] =
			selection === undefined || isFitted ? [this.trace.start, Math.max(1, this.trace.end)] : selection;
		viewport.show(from, to);
		this.#moved();
	}

	#setLoopEnd(end: 0 | 1): void {
		const at = this.transport.at.value;
		const [a, b] = this.#state.loop ?? [this.trace.start, this.trace.end];
		if (end === 0) this.#setLoop(at < b ? [at, b] : [at, this.trace.end]);
		else this.#setLoop(at > a ? [a, at] : [this.trace.start, at]);
	}

	#toggleLoop(): void {
		const { selection, loop } = this.#state;
		this.#setLoop(loop === undefined ? (selection ?? [this.trace.start, this.trace.end]) : undefined);
	}

	#setLoop(loop: readonly [number, number] | undefined): void {
		const usable = loop !== undefined && loop[1] - loop[0] > 0.02 ? loop : undefined;
		this.#state = { ...this.#state, loop: usable };
		this.transport.loop = usable;
		element("loop", HTMLButtonElement).setAttribute("aria-pressed", String(usable !== undefined));
		// What has been made of the sound ahead knows the old loop.
		if (this.transport.playing.value) this.transport.seek(this.transport.at.value);
		this.#changed();
	}

	#askNote(): void {
		const at = this.transport.at.value;
		const dialog = element("note", HTMLDialogElement);
		const input = element("note-text", HTMLInputElement);
		input.value = "";
		element("note-form", HTMLFormElement).onsubmit = () => this.#setMarker(at, input.value.trim());
		element("note-title", HTMLElement).textContent = `Marker at ${clockText(at)}`;
		dialog.showModal();
	}

	#setMarker(at: number, note: string): void {
		const markers = [...this.#state.markers, { at, note }].toSorted((a, b) => a.at - b.at);
		this.#state = { ...this.#state, markers };
		this.#changed();
	}

	#nextMarker(direction: 1 | -1): void {
		const at = this.transport.at.value;
		const { markers } = this.#state;
		const next =
			direction > 0
				? markers.find((marker) => marker.at > at + 1e-3)
				: markers.findLast((marker) => marker.at < at - 1e-3);
		if (next !== undefined) this.goTo(next.at);
	}

	#nextFinding(): void {
		const at = this.transport.at.value;
		const placed = this.findings.filter((finding) => finding.at !== undefined);
		const next = placed.find((finding) => (finding.at ?? 0) > at + 1e-3) ?? placed[0] ?? this.findings[0];
		if (next !== undefined) this.#goTo(next);
	}

	#listen(): void {
		const theme = startTheme(() => this.timeline.repaint());
		const commands = this.#commands(theme);
		const bindings = bindingsOf(commands);
		fillKeySheet(element("key-sheet", HTMLElement), bindings);
		const tabs = TABS.map((tab, index) => ({
			keys: [String(index + 1)],
			group: "",
			text: "",
			run: () => this.#tabs.show(tab),
		}));
		listenToKeys([...bindings, ...tabs], new AbortController().signal);
		const click = (id: string, run: () => void) =>
			element(id, HTMLButtonElement).addEventListener("click", run);
		click("to-start", commands.toStart);
		click("back", () => commands.step("frame", -1));
		click("forward", () => commands.step("frame", 1));
		click("play", commands.playPause);
		click("loop", commands.toggleLoop);
		click("follow", commands.follow);
		click("help", commands.help);
		click("theme", theme);
		click("live", () => this.goLive());
		click("welcome-live", () => this.goLive());
		click("welcome-museum", () => this.openFile(new URL("recordings/museum.ndjson", location.href).href));
		click("link", () => void this.#copy(this.#link.address(this.#snapshot())));
		click("interrupt", () => void this.player.interrupt());
		this.#listenToFields();
		this.transport.playing.subscribe((isPlaying) => {
			const play = element("play", HTMLButtonElement);
			play.setAttribute("aria-pressed", String(isPlaying));
			play.setAttribute("aria-label", isPlaying ? "Pause" : "Play");
			this.timeline.redraw();
		});
	}

	#listenToFields(): void {
		const rate = element("rate", HTMLSelectElement);
		rate.append(...RATES.map((value) => new Option(`${value}×`, String(value))));
		rate.addEventListener("change", () => this.#setRate(Number(rate.value)));
		this.#setRate(RATES.find((value) => value === this.#state.rate) ?? 1);
		this.transport.loop = this.#state.loop;
		element("loop", HTMLButtonElement).setAttribute("aria-pressed", String(this.#state.loop !== undefined));
		const samples = element("samples", HTMLSelectElement);
		samples.addEventListener("change", () => {
			if (samples.value !== "") this.openFile(new URL(samples.value, location.href).href);
		});
		const search = element("search", HTMLInputElement);
		search.value = this.#state.search;
		search.addEventListener("input", () => {
			this.#state = { ...this.#state, search: search.value };
			this.#showLanes();
			this.#changed();
		});
		const overlay = (name: string) => element(`show-${name}`, HTMLInputElement);
		for (const name of ["wire", "mixed", "applied"])
			overlay(name).addEventListener("change", () => {
				this.timeline.overlays = {
					wire: overlay("wire").checked,
					mixed: overlay("mixed").checked,
					applied: overlay("applied").checked,
				};
			});
		element("say", HTMLFormElement).addEventListener("submit", (event) => {
			event.preventDefault();
			void this.player.audio.resume();
			this.follow();
			void this.player.speak(element("say-text", HTMLInputElement).value);
		});
		this.#listenToFiles();
	}

	#listenToFiles(): void {
		const file = element("file", HTMLInputElement);
		file.addEventListener("change", () => {
			const chosen = file.files?.[0];
			if (chosen !== undefined) this.openFile(chosen);
			file.value = "";
		});
		const avatar = element("avatar-file", HTMLInputElement);
		avatar.addEventListener("change", async () => {
			const chosen = avatar.files?.[0];
			if (chosen !== undefined) this.player.loadAvatar(chosen.name, await chosen.arrayBuffer());
			avatar.value = "";
		});
		const look = element("avatar-look", HTMLSelectElement);
		look.addEventListener("change", () => this.player.loadAvatar(new URL(look.value, location.href).href));
		const body = document.body;
		body.addEventListener("dragover", (event) => {
			event.preventDefault();
			body.classList.add("dropping");
		});
		body.addEventListener("dragleave", (event) => {
			if (event.relatedTarget === null) body.classList.remove("dropping");
		});
		body.addEventListener("drop", (event) => {
			event.preventDefault();
			body.classList.remove("dropping");
			const dropped = event.dataTransfer?.files[0];
			if (dropped === undefined) return;
			if (/\.(vrm|glb|gltf)$/i.test(dropped.name))
				void dropped.arrayBuffer().then((bytes) => this.player.loadAvatar(dropped.name, bytes));
			else this.openFile(dropped);
		});
	}
}
