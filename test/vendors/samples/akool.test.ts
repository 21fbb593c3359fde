import { describe, expect, it } from "vitest";
import { StandInServer } from "../../../src/driver/vendors/stand-in-server.ts";
import { akoolPath } from "../../../src/protocol/akool-api.ts";
import { fieldsOf, textOf } from "../../../src/protocol/loose-fields.ts";
import { AkoolAdapter } from "../../../src/vendors/akool/akool-adapter.ts";
import { decodeAnswer, streamOf } from "../../../src/vendors/akool/akool-answer.ts";
import { chatRoomMessage } from "../../../src/vendors/akool/room-messages.ts";
import { chosenClock } from "../../support/vendors/chosen-clock.ts";
import { meantOf } from "../../support/vendors/printed-samples.ts";
import { casesOf, malformedOf } from "../../support/vendors/sample-table/sample-table.ts";
import { sharedByFile } from "../../support/vendors/shared-by-file.ts";
import { startVendorBench } from "../../support/vendors/vendor-bench.ts";

const answers = { text: "" };
const shared = sharedByFile(async () => {
	const printer = await StandInServer.start({ answer: () => ({ body: answers.text }) });
	const bench = await startVendorBench({
		akoolUrl: printer.url,
		akoolApiKey: "akool-test-key-0123456789",
		akoolApi: "v3",
		vendorSessions: 50,
	});
	const dispose = async () => {
		await bench.dispose();
		await printer.dispose();
	};
	return { bench, printer, dispose };
});

describe("a printed answer of Akool's", () => {
	it.each(casesOf("akool response"))("%s: is read, and has nothing to play", (_, { sample, row }) => {
		const data = meantOf(sample);
		const answer = decodeAnswer({ status: 200, body: { code: 1000, msg: "OK", data } });
		expect(answer).toMatchObject(row.reads ?? {});
		expect(answer.issues).toEqual([]);
		expect(streamOf(answer.data)).toBeNull();
	});

	it.each(malformedOf("akool response"))(
		"%s: is no answer as it is printed, and named as such",
		async (_, { sample }) => {
			const { bench } = await shared();
			answers.text = `{"code":1000,"msg":"OK","data":${sample.printed}}`;
			const options = { api: "v3", avatarId: "who_1080P_back" } as const;
			const adapter = new AkoolAdapter(bench.broker(), options, chosenClock());
			await expect(adapter.open()).rejects.toMatchObject({ code: "malformed", action: "retry" });
			adapter.dispose();
		},
	);

	it("is asked for by the paths of the table, each with its method", async () => {
		expect((["create", "detail", "close", "list"] as const).map((name) => akoolPath("v3", name))).toEqual([
			"/api/open/v3/liveAvatar/session/create",
			"/api/open/v3/liveAvatar/session/detail",
			"/api/open/v3/liveAvatar/session/close",
			"/api/open/v3/liveAvatar/session/list",
		]);
	});
});

describe("a chat message as Akool's table describes it", () => {
	it("has its payload as JSON in a string, with every field of the table", () => {
		const message = JSON.parse(
			chatRoomMessage("server_8898", {
				message_id: "1",
				voice_id: "voice",
				language: "en",
				mode_type: 1,
				question: "Hello",
				prompt: { from: "text", content: "" },
			}),
		);
		expect(Object.keys(message).sort()).toEqual(["payload", "to", "type"]);
		expect(typeof message.payload).toBe("string");
		const payload = fieldsOf(JSON.parse(textOf(message.payload)));
		expect(Object.keys(payload).sort()).toEqual([
			"language",
			"message_id",
			"mode_type",
			"prompt",
			"question",
			"voice_id",
		]);
		expect(Object.keys(fieldsOf(payload.prompt)).sort()).toEqual(["content", "from"]);
	});
});
