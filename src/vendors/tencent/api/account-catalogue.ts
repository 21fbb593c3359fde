import { ACTION_CODES } from "../../../../assets/gestures/action-codes.ts";
import type { Catalogue } from "../../../protocol/catalogue.ts";
import { getActions } from "./assets/actions.ts";
import { getTimbres } from "./assets/timbres.ts";
import { listAll } from "./list-all.ts";
import type { TencentClient } from "./tencent-client.ts";

/**
 * What an account offers: its voices and public ones, and the actions of one avatar with the gestures that they play
 * here. Without an avatar there are no actions. Throws what the client throws.
 * @param virtualmanKey of a 3D avatar, or empty
 */
export async function accountCatalogue(client: TencentClient, virtualmanKey: string): Promise<Catalogue> {
	const [voices, actions] = await Promise.all([
		listAll(async (page) => {
			const { timbreAssets, total } = await client.call(getTimbres, page);
			return { items: timbreAssets, total };
		}),
		virtualmanKey === "" ? [] : client.call(getActions, { virtualmanKey }).then((answer) => answer.actions),
	]);
	return {
		voices: voices.map(({ timbreKey, timbreName, timbreLanguages, timbreSample }) => ({
			key: timbreKey,
			name: timbreName || timbreKey,
			languages: timbreLanguages,
			sample: timbreSample,
		})),
		actions: actions.map(({ actionCode, actionName }) => ({
			code: actionCode,
			name: actionName || actionCode,
			gesture: ACTION_CODES[actionCode] ?? "",
			// The service takes actions as SSML tags only, and chooses them by itself with smart actions.
			mark: "",
		})),
	};
}
