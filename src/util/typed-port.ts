/** What a `Worker`, a worker's `self`, a `MessagePort` and an `AudioWorkletNode.port` have in common. */
export interface Endpoint {
	postMessage(message: unknown, transfer: never[]): void;
	addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
	removeEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
	start?(): void;
}

/** One end of a channel that sends `Out` and receives `In`. Both ends name the same two unions in opposite order. */
export interface TypedPort<Out, In> {
	/** Sends `message`; the objects in `transfer` (buffers, ports, canvases) change hands. */
	post(message: Out, transfer?: readonly object[]): void;
	/** Hands every message to `handler` until the returned function is called. */
	listen(handler: (message: In) => void): () => void;
}

/** Types an endpoint. The types are a promise between two files of this repository, not a check at run time. */
export function typedPort<Out, In>(endpoint: Endpoint): TypedPort<Out, In> {
	return {
		post: (message, transfer = []) => endpoint.postMessage(message, [...transfer] as never[]),
		listen(handler) {
			const listener = (event: { data: unknown }) => handler(event.data as In);
			endpoint.addEventListener("message", listener);
			endpoint.start?.();
			return () => endpoint.removeEventListener("message", listener);
		},
	};
}
