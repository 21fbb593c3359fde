import { BLENDSHAPE_COUNT } from "../lipsync/blendshapes.ts";
import { smoothstep } from "../util/smoothstep.ts";
import type { ActionClips } from "./action-clip.ts";
import { type ActionLayer, ActionLayers } from "./action-layers.ts";
import { type ActionMap, actionKey } from "./action-map.ts";
import type { ActionTrack } from "./action-track.ts";
import { AT_EASE, type BodyPose, blendPoses, followPose, POSE_LENGTH, solvePosture } from "./body-pose.ts";
import { BodyTrack } from "./body-track.ts";
import { FileTrack } from "./file-track.ts";

export interface BodyDirectorOptions {
	readonly clips: ActionClips;
	/** Names of actions beside the clips' own. Names in capitals, with spaces or hyphens are the same names. */
	readonly map?: ActionMap;
}

/** Counters since the director began. */
export interface BodyDirectorStats {
	readonly played: number;
	/** Actions that no clip is known for, by name. */
	readonly unknown: ReadonlyMap<string, number>;
	/** Actions that found too many others waiting. */
	readonly crowdedOut: number;
	/** Actions that an interruption cut short or that were still waiting then. */
	readonly interrupted: number;
	/** Actions not played because the viewer prefers less motion. */
	readonly withheld: number;
}

/** From one action to the next or, interrupted, to rest. Seconds. */
const FADE = 0.28;

/**
 * How closely the joints follow, 1/s: 90 % of a step in 0.14 s. Softens keys, fades and whatever happens at once, and
 * still leaves a wave its width.
 */
const STIFFNESS = 28;

/** More actions than this do not wait: the speech that they belong to would be over. */
const LONGEST_QUEUE = 3;

/** An action from a file, and what a body without arms plays for it. */
interface FileAction {
	readonly track: FileTrack;
	readonly withoutArms: ActionTrack | undefined;
}

/** Plays body actions one after the other. Stage thread; {@link update} allocates nothing. */
export class BodyDirector {
	/** The upper body as of the last {@link update}. */
	readonly pose: BodyPose = solvePosture(AT_EASE);
	/** Whether the avatar has arms to act with. */
	arms = true;
	#reducedMotion = false;
	readonly #tracks: ReadonlyMap<string, BodyTrack>;
	readonly #clips: ActionClips;
	readonly #names = new Map<string, string | null>();
	readonly #atEase = solvePosture(AT_EASE);
	readonly #goal = solvePosture(AT_EASE);
	readonly #fadeFrom = solvePosture(AT_EASE);
	readonly #speed = new Float32Array(POSE_LENGTH);
	readonly #files = new Map<string, FileAction>();
	readonly #layers = new ActionLayers(FADE);
	readonly #waiting: ActionTrack[] = [];
	#playing: ActionTrack | undefined;
	#time = 0;
	#fading = FADE;
	#played = 0;
	#crowdedOut = 0;
	#interrupted = 0;
	#withheld = 0;
	readonly #unknown = new Map<string, number>();

	/** @throws {TypeError} if a clip is not well formed or the map names one that does not exist */
	constructor({ clips, map = {} }: BodyDirectorOptions) {
		this.#clips = clips;
		this.#tracks = new Map(Object.entries(clips).map(([name, clip]) => [name, new BodyTrack(name, clip)]));
		for (const name of this.#tracks.keys()) this.#names.set(actionKey(name), name);
		this.addNames(map);
		for (const [name, { withoutArms }] of Object.entries(clips))
			if (withoutArms !== undefined && !this.#tracks.has(withoutArms))
				throw new TypeError(`actions.${name}.withoutArms: there is no clip "${withoutArms}"`);
	}

	/** Takes further names of actions; they go before those that are known. @throws {TypeError} for a clip that there is not */
	addNames(map: ActionMap): void {
		for (const [code, name] of Object.entries(map))
			if (name !== null && !this.#tracks.has(name))
				throw new TypeError(`actions.${code}: there is no clip "${name}"`);
		for (const [code, name] of Object.entries(map)) this.#names.set(actionKey(code), name);
	}

	/**
	 * Takes an action whose motion the renderer has from a file; it goes before everything else of that name, and shows in
	 * {@link layers}.
	 * @param duration seconds
	 * @param withoutArms the clip that a head alone plays for it
	 * @throws {TypeError} if the duration is no time, or there is no such clip
	 */
	addFile(name: string, duration: number, withoutArms?: string): void {
		const instead = withoutArms === undefined ? undefined : this.#tracks.get(withoutArms);
		if (withoutArms !== undefined && instead === undefined)
			throw new TypeError(`actions.${name}.withoutArms: there is no clip "${withoutArms}"`);
		this.#files.set(actionKey(name), { track: new FileTrack(name, duration), withoutArms: instead });
	}

	/** Actions from files as of the last {@link update}, to be laid over {@link pose} in this order. */
	get layers(): readonly ActionLayer[] {
		return this.#layers.layers;
	}

	/** Less motion: actions under way end, and none is played. */
	set reducedMotion(reduced: boolean) {
		if (reduced && !this.#reducedMotion) this.interrupt();
		this.#reducedMotion = reduced;
	}

	/** Counters; makes an object, so not for every frame. */
	get stats(): BodyDirectorStats {
		return {
			played: this.#played,
			unknown: this.#unknown,
			crowdedOut: this.#crowdedOut,
			interrupted: this.#interrupted,
			withheld: this.#withheld,
		};
	}

	/**
	 * Plays an action from the next {@link update} on, or as soon as the one under way has shown its meaning. A name that
	 * nobody knows is counted.
	 */
	play(name: string): void {
		const track = this.#find(actionKey(name));
		if (track === undefined) this.#unknown.set(name, (this.#unknown.get(name) ?? 0) + 1);
		else if (track === null) return;
		else if (this.#reducedMotion) this.#withheld++;
		else if (this.#waiting.length >= LONGEST_QUEUE) this.#crowdedOut++;
		else this.#waiting.push(track);
	}

	/** The reply is over before its end: goes back to rest, and forgets what waits. */
	interrupt(): void {
		this.#interrupted += this.#waiting.length + (this.#playing === undefined ? 0 : 1);
		this.#waiting.length = 0;
		if (this.#playing !== undefined) this.#change(undefined);
	}

	/** Moves {@link pose} on by `delta` seconds and writes what actions do to the face to `face` (52 weights). */
	update(delta: number, face: Float32Array): void {
		if (this.#waiting.length > 0 && (this.#playing === undefined || this.#time >= this.#playing.shown))
			this.#change(this.#waiting.shift());
		this.#time += delta;
		this.#fading += delta;
		this.#layers.update(delta);
		if (this.#playing !== undefined && this.#time >= this.#playing.duration) this.#playing = undefined;
		if (this.#playing === undefined) this.#goal.set(this.#atEase);
		else this.#playing.sample(this.#time, this.#goal);
		if (this.#fading < FADE)
			blendPoses(this.#fadeFrom, this.#goal, smoothstep(this.#fading / FADE), this.#goal);
		followPose(this.pose, this.#speed, this.#goal, STIFFNESS, delta);
		if (this.#playing === undefined) face.fill(0, 0, BLENDSHAPE_COUNT);
		else this.#playing.sampleFace(this.#time, face);
	}

	/** What plays for a name: `null` is nothing, of a name that is known. */
	#find(key: string): ActionTrack | null | undefined {
		const file = this.#files.get(key);
		if (file !== undefined) return this.arms ? file.track : (file.withoutArms ?? null);
		const name = this.#names.get(key);
		if (name === undefined || name === null) return name;
		return this.#tracks.get(this.arms ? name : (this.#clips[name]?.withoutArms ?? name));
	}

	#change(track: ActionTrack | undefined): void {
		// A clip begins at ease: from there it needs no help.
		const rested = this.#playing === undefined && this.#fading >= FADE;
		if (!rested) this.#fadeFrom.set(this.#goal);
		this.#fading = rested ? FADE : 0;
		this.#time = 0;
		this.#playing = track;
		this.#layers.end();
		if (track instanceof FileTrack) this.#layers.begin(track);
		if (track !== undefined) this.#played++;
	}
}
