import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { readRecordingStream } from "../../src/debug/read-recording-stream.ts";
import { encodeRecordingEntry, encodeRecordingHeader } from "../../src/protocol/recording.ts";
import { seconds } from "../../src/util/time.ts";

const LENGTH = 2 * 2 ** 30;

it("reads of two gigabytes what fits, lets the rest be, and says where it stopped", async () => {
	let sent = 0;
	const server = createServer((_, response) => {
		response.writeHead(200, { "content-length": LENGTH });
		let at = 0;
		const more = () => {
			// Made as it is sent: nobody holds it.
			while (!response.destroyed && sent < LENGTH) {
				const message = { Payload: { Audio: "A".repeat(100_000) } };
				const entry = encodeRecordingEntry({ at: seconds(++at / 10), direction: "down", message });
				const line = at === 1 ? encodeRecordingHeader() : entry;
				sent += line.length;
				if (!response.write(line)) return;
			}
		};
		response.on("drain", more);
		more();
	}).listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	const read = await readRecordingStream(`http://127.0.0.1:${port}/`);
	expect(read.stopped).toMatch(/^Opened as far as line \d+, \d+ minutes: more than 160 MB/);
	expect(read.entries.length).toBeGreaterThan(1500);
	expect(sent).toBeLessThan(LENGTH / 8);
	server.closeAllConnections();
	server.close();
});
