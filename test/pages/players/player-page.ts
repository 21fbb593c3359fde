import { createAdapter, type VendorChoice } from "../../../src/vendors/create-adapter.ts";
import { GatewayBroker } from "../../../src/vendors/gateway-broker.ts";
import { playerFactory } from "../../../src/vendors/players/open-player.ts";
import { standInPlayers } from "../../../src/vendors/players/stand-in-players.ts";
import { readOffers } from "../../../src/vendors/read-offers.ts";
import type { StreamDescriptor } from "../../../src/vendors/stream-descriptor.ts";
import { measurePlayer, type Seen } from "./measure-player.ts";

/** What became of one text that a vendor was asked to say. */
export interface Said extends Seen {
	/** Kind of the stream as the adapter describes it. */
	readonly described: string;
	readonly phases: readonly string[];
	readonly outcome: string;
}

declare global {
	interface Window {
		watchStream(descriptor: StreamDescriptor, length: number): Promise<Seen>;
		speakWith(choice: VendorChoice, text: string): Promise<Said>;
	}
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A box for one stream; the policy forbids styles in the markup. */
function newHost(): HTMLElement {
	const host = document.createElement("div");
	Object.assign(host.style, { width: "160px", height: "200px", display: "inline-block" });
	document.body.append(host);
	return host;
}

window.watchStream = async (descriptor, length) => {
	const host = newHost();
	const player = await playerFactory()(descriptor);
	const attached = player.attach(host).catch(() => undefined);
	const video = host.querySelector("video") as HTMLVideoElement;
	const firstFrame = new Promise<void>((done) => video.requestVideoFrameCallback(() => done()));
	const patience = attached.then(() => player.state.value.type !== "failed" && wait(15_000));
	await Promise.race([firstFrame, patience]);
	const end = performance.now() + length * 1000;
	const seen = await measurePlayer(player, host, () => performance.now() > end);
	player.dispose();
	host.remove();
	return seen;
};

window.speakWith = async (choice, text) => {
	const host = newHost();
	const { standInStreams } = await readOffers(location.origin);
	const adapter = await createAdapter(choice, new GatewayBroker({ gateway: location.origin }));
	const phases: string[] = [];
	const isConnected = new Promise<void>((resolve, reject) => {
		adapter.state.subscribe((state) => {
			if (phases.at(-1) !== state.phase) phases.push(state.phase);
			if (state.phase === "connected") resolve();
			if (state.phase === "failed") reject(state.error);
		});
	});
	const descriptor = await adapter.open();
	const player = await playerFactory(standInPlayers(standInStreams))(descriptor);
	adapter.attach(player);
	await player.attach(host);
	await isConnected;
	let isOver = false;
	const measured = measurePlayer(player, host, () => isOver);
	const outcome = await adapter.say(text).done;
	isOver = true;
	const seen = await measured;
	await adapter.close();
	player.dispose();
	host.remove();
	return { ...seen, described: descriptor.kind, phases, outcome };
};
