import { expectTypeOf, it } from "vitest";
import type { AvatarPlayer } from "../../../src/runtime/avatar-player.ts";
import type { PanelConversation } from "../../../src/widget/panel/panel-conversation.ts";

it("is what an avatar player is", () => {
	expectTypeOf<AvatarPlayer>().toExtend<PanelConversation>();
});
