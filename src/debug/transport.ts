import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import type { AvatarPlayer } from "../runtime/avatar-player.ts";
import { Signal } from "../util/signal.ts";
import { READER_RATE, StretchReader } from "./model/stretch-reader.ts";
import type { Trace } from "./model/trace.ts";
import { weightsAt } from "./model/weights-at.ts";

/** Sound is made in blocks of this length, so far ahead of what is heard. Seconds. */
const BLOCK = 0.1;
const AHEAD = 0.35;

/** Before the first block. Seconds. */
const LEAD = 0.06;

/** What is heard of a moment while one scrubs over it. Seconds. */
const GRAIN = 0.09;
const GRAIN_FADE = 0.015;

/** From a message to the stage until its face is seen: a frame's way through worker and display. Seconds. */
const STAGE_DELAY = 0.05;

interface Scheduled {
	/** Context time at which it begins, and its trace time. */
	readonly context: number;
	readonly wall: number;
	readonly length: number;
	readonly node: AudioBufferSourceNode;
}

/** Plays a trace: sound with its pitch kept at any speed, and the face to it; stops, scrubs, loops. Main thread. */
export class Transport {
	readonly playing = new Signal(false);
	/** Trace time that is heard, or was stopped at. */
	readonly at = new Signal(0);
	trace: Trace;
	/** The range to repeat. */
	loop: readonly [number, number] | undefined;
	readonly #player: AvatarPlayer;
	readonly #weights = new Float32Array(BLENDSHAPE_COUNT);
	#rate = 1;
	#reader: StretchReader | undefined;
	#blocks: Scheduled[] = [];
	#nextBlock = 0;
	#timer: ReturnType<typeof setInterval> | undefined;

	constructor(player: AvatarPlayer, trace: Trace) {
		this.#player = player;
		this.trace = trace;
	}

	get rate(): number {
		return this.#rate;
	}

	/** Trace seconds per second, 0.1 … 2. */
	set rate(rate: number) {
		this.#rate = rate;
		if (!this.playing.value) return;
		const { at } = this;
		this.pause();
		this.at.value = at.value;
		void this.play();
	}

	async play(): Promise<void> {
		await this.#player.audio.resume();
		if (this.playing.value) return;
		if (this.at.value >= this.trace.end - 0.01) this.at.value = this.loop?.[0] ?? this.trace.start;
		if (this.loop !== undefined && (this.at.value < this.loop[0] || this.at.value >= this.loop[1]))
			this.at.value = this.loop[0];
		this.#reader = new StretchReader(this.trace, this.at.value, this.#rate);
		this.#nextBlock = this.#context.currentTime + LEAD;
		this.playing.value = true;
		this.#schedule();
		this.#timer = setInterval(() => this.#schedule(), BLOCK * 500);
	}

	pause(): void {
		clearInterval(this.#timer);
		for (const { node } of this.#blocks.splice(0)) node.stop();
		this.#reader = undefined;
		this.playing.value = false;
		this.#pose(this.at.value);
	}

	/** Goes to a moment, and shows its face. */
	seek(time: number): void {
		const wasPlaying = this.playing.value;
		if (wasPlaying) this.pause();
		this.at.value = Math.max(this.trace.start, Math.min(this.trace.end, time));
		this.#pose(this.at.value);
		if (wasPlaying) void this.play();
	}

	/** As {@link seek}, and lets a grain of the sound be heard. */
	scrub(time: number): void {
		this.seek(time);
		void this.#player.audio.resume();
		const samples = new Float32Array(Math.round(GRAIN * READER_RATE));
		const reader = new StretchReader(this.trace, Math.max(0, this.at.value - GRAIN / 2), 1);
		reader.read(samples);
		const fade = GRAIN_FADE * READER_RATE;
		for (let i = 0; i < samples.length; i++)
			samples[i] = (samples[i] ?? 0) * Math.min(1, i / fade, (samples.length - 1 - i) / fade);
		this.#play(samples, this.#context.currentTime);
	}

	/** Every display frame: moves on to what is heard now, and shows its face. */
	update(): void {
		if (!this.playing.value) return;
		const heard = this.#wallAt(this.#heardContextTime());
		if (heard === undefined) return;
		this.at.value = heard;
		this.#pose(this.#wallAt(this.#heardContextTime() + STAGE_DELAY) ?? heard);
		if (this.loop === undefined && heard >= this.trace.end - 0.02) this.pause();
	}

	/** Lets the conversation move the face again. */
	release(): void {
		if (this.playing.value) this.pause();
		this.#player.pose(undefined);
	}

	get #context(): BaseAudioContext {
		return this.#player.audio.node.context as BaseAudioContext;
	}

	#pose(at: number): void {
		if (!weightsAt(this.trace, at, this.#weights)) this.#weights.fill(0);
		this.#player.pose(this.#weights);
	}

	/** The output clock says which context time is heard; between its readings both run alike. */
	#heardContextTime(): number {
		const { contextTime, performanceTime } = this.#player.audio.readClock();
		return contextTime + (performance.timeOrigin + performance.now()) / 1000 - performanceTime;
	}

	#wallAt(contextTime: number): number | undefined {
		const block = this.#blocks.findLast(({ context }) => context <= contextTime);
		if (block === undefined) return undefined;
		return block.wall + Math.min(block.length, contextTime - block.context) * this.#rate;
	}

	#schedule(): void {
		const { currentTime } = this.#context;
		this.#blocks = this.#blocks.filter(({ context, length }) => context + length > currentTime - 1);
		// A page that was blocked begins anew rather than play what is past.
		if (this.#nextBlock < currentTime) this.#nextBlock = currentTime + LEAD;
		while (this.#nextBlock < currentTime + AHEAD && this.#reader !== undefined)
			this.#scheduleBlock(this.#reader);
	}

	#scheduleBlock(reader: StretchReader): void {
		const wall = reader.position;
		const end = this.loop?.[1] ?? Number.POSITIVE_INFINITY;
		const length = Math.max(0.01, Math.min(BLOCK, (end - wall) / this.#rate));
		const samples = new Float32Array(Math.round(length * READER_RATE));
		reader.read(samples);
		const node = this.#play(samples, this.#nextBlock);
		this.#blocks.push({ context: this.#nextBlock, wall, length: samples.length / READER_RATE, node });
		this.#nextBlock += samples.length / READER_RATE;
		if (this.loop !== undefined && reader.position >= this.loop[1] - 1e-3)
			this.#reader = new StretchReader(this.trace, this.loop[0], this.#rate);
	}

	#play(samples: Float32Array<ArrayBuffer>, when: number): AudioBufferSourceNode {
		const context = this.#context;
		const buffer = context.createBuffer(1, samples.length, READER_RATE);
		buffer.copyToChannel(samples, 0);
		const node = context.createBufferSource();
		node.buffer = buffer;
		node.connect(context.destination);
		node.start(when);
		return node;
	}
}
