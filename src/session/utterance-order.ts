import type { DriverCommand } from "../protocol/driver-request.ts";
import type { TextStream } from "./text-stream.ts";

/** One thing to be said, from the call that asked for it on. */
export interface UtteranceOrder {
	/** Numbers only go up; an order that is dropped leaves a hole. */
	readonly utterance: number;
	readonly content:
		| { readonly type: "speak"; readonly command: DriverCommand; readonly text: string }
		| { readonly type: "chat"; readonly command: DriverCommand }
		| { readonly type: "stream"; readonly stream: TextStream }
		/** Asked for by somebody else: a recording is played, or another's conversation watched. */
		| { readonly type: "followed"; readonly requestId: string };
}

/** What tells the driver to stop; `undefined` where it has no word for it and only the next request tells. */
export function stopCommand({ content }: UtteranceOrder): DriverCommand | undefined {
	switch (content.type) {
		case "chat":
			return { type: "stop-chat" };
		case "stream":
			return { type: "stop-stream" };
		case "speak":
		case "followed":
			return undefined;
	}
}
