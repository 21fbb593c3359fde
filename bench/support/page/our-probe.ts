import { BLENDSHAPE_INDEX } from "../../../src/lipsync/blendshapes.ts";
import type { AvatarPlayer } from "../../../src/runtime/avatar-player.ts";
import { probe } from "./probe.ts";

/** Put into the built page: probes the player that the page made. */
const { facewire: player } = window as unknown as { readonly facewire: AvatarPlayer };

window.benchPage = await probe({
	context: player.audio.context as AudioContext,
	sound: player.audio.node,
	watch: (draw) =>
		player.trace(({ frameTime, mediaTime, weights }) =>
			draw({
				frameTime,
				drawnAt: frameTime,
				mediaTime,
				jaw: (weights[BLENDSHAPE_INDEX.jawOpen] ?? 0) - (weights[BLENDSHAPE_INDEX.mouthClose] ?? 0),
			}),
		),
	watchEnd: (end) =>
		player.listen((event) => {
			if (event.type === "utterance-ended") end();
		}),
	begin: async () => {
		const result = await player.speak("Clicks.");
		if (!result.accepted) throw new Error(result.reason);
	},
	isOver: () => player.state.value === "ready",
	interrupt: () => void player.interrupt(),
	hide: async () => {
		// Tracing copies every frame's weights. A canvas without a size is not drawn, but its face is moved.
		player.trace(undefined);
		const canvas = document.querySelector("canvas");
		for (const side of ["width", "height"]) canvas?.style.setProperty(side, "0", "important");
		await new Promise((resolve) => setTimeout(resolve, 500));
	},
});
