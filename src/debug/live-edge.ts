import type { AvatarPlayer } from "../runtime/avatar-player.ts";
import type { LiveTrace } from "./live-trace.ts";
import { element } from "./panel/dom.ts";
import type { TimelineView } from "./timeline/timeline-view.ts";
import type { Transport } from "./transport.ts";

/** Where the live edge stands in the view while it is followed: room on the right for what is on its way. */
const EDGE_PLACE = 0.82;

/** Seconds that a live view shows at first. */
const FIRST_SPAN = 12;

/** Follows the present of a live session, lets go of it, and comes back. Main thread. */
export class LiveEdge {
	readonly #player: AvatarPlayer;
	readonly #transport: Transport;
	readonly #timeline: TimelineView;
	readonly #live: () => LiveTrace | undefined;
	#isFollowing = false;

	/** @param live the live session, if one is open */
	constructor(
		player: AvatarPlayer,
		transport: Transport,
		timeline: TimelineView,
		live: () => LiveTrace | undefined,
	) {
		this.#player = player;
		this.#transport = transport;
		this.#timeline = timeline;
		this.#live = live;
	}

	get isFollowing(): boolean {
		return this.#isFollowing;
	}

	/** A live session has begun. */
	begin(): void {
		this.#timeline.viewport.show(0, FIRST_SPAN);
		this.#timeline.continuous = true;
		this.follow();
	}

	/** Follows the edge; the conversation is heard and seen again. */
	follow(): void {
		if (this.#live() === undefined) return;
		this.#transport.release();
		this.#player.volume = 1;
		this.#isFollowing = true;
		element("follow", HTMLButtonElement).hidden = true;
		this.#timeline.redraw();
	}

	/** Lets go of the edge: what happens goes on being captured. */
	detach(): void {
		if (this.#live() === undefined || !this.#isFollowing) return;
		this.#isFollowing = false;
		element("follow", HTMLButtonElement).hidden = false;
	}

	/** Before history is looked at: the conversation is not heard while another moment is. */
	halt(): void {
		this.detach();
		if (this.#live() !== undefined) this.#player.volume = 0;
	}

	/** Whatever is open is about to be closed. */
	leave(): void {
		this.#transport.release();
		this.#isFollowing = false;
		this.#player.volume = 1;
		this.#timeline.continuous = false;
		element("follow", HTMLButtonElement).hidden = true;
	}

	/** Every display frame: the view moves on with the edge. Returns where that is; `undefined` if nothing is live. */
	update(): number | undefined {
		const edge = this.#live()?.now;
		if (edge !== undefined && this.#isFollowing) {
			this.#transport.at.value = edge;
			this.#timeline.viewport.place(edge, EDGE_PLACE);
		}
		return edge;
	}
}
