import { type Command, Option } from "commander";
import { ACTION_CODES } from "../../../../../assets/gestures/action-codes.ts";
import { AVATAR_TYPE_CODES } from "../appendix/avatar-types.ts";
import { SERVICE_ASSETS } from "../appendix/service-assets.ts";
import { getActions } from "../assets/actions.ts";
import { getAnchors } from "../assets/anchors.ts";
import { getImages } from "../assets/images.ts";
import { getServiceAssets } from "../assets/service-assets.ts";
import { getTimbres } from "../assets/timbres.ts";
import { listAll } from "../list-all.ts";
import type { CommandContext } from "./command-context.ts";

const GENDERS: Readonly<Record<number, string>> = { 1: "male", 2: "female" };

const typeOption = () =>
	new Option("--type <code>", "kind of avatar").choices(AVATAR_TYPE_CODES).default("small_sample_2d");

/** `voices`, `avatars`, `presenters`, `actions`, `assets`: what the account has. */
export function listCommands(program: Command, context: CommandContext): void {
	const { client, output, signal } = context;

	program
		.command("voices")
		.description("voices of the account and public ones")
		.action(async () => {
			const voices = await listAll(async (page) => {
				const { timbreAssets, total } = await client().call(getTimbres, page, { signal });
				return { items: timbreAssets, total };
			});
			output.table(voices, {
				KEY: ({ timbreKey }) => timbreKey,
				NAME: ({ timbreName }) => timbreName,
				GENDER: ({ timbreGender }) => GENDERS[timbreGender],
				LANGUAGES: ({ timbreLanguages }) => timbreLanguages.join(" "),
				"VALID UNTIL": ({ expireDate }) => expireDate,
			});
		});

	program
		.command("avatars")
		.description("avatars of one kind")
		.addOption(typeOption())
		.action(async ({ type }) => {
			const avatars = await listAll(async (page) => {
				const asked = { virtualmanTypeCode: type, ...page };
				const { virtualmans, total } = await client().call(getImages, asked, { signal });
				return { items: virtualmans, total };
			});
			output.table(avatars, {
				KEY: ({ virtualmanKey }) => virtualmanKey,
				PRESENTER: ({ anchorName }) => anchorName,
				CLOTHES: ({ clothesName }) => clothesName,
				POSE: ({ poseName }) => poseName,
				SIZE: ({ resolution }) => resolution,
				"VALID UNTIL": ({ expireDate }) => expireDate,
			});
		});

	program
		.command("presenters")
		.description("presenters of one kind")
		.addOption(typeOption())
		.action(async ({ type }) => {
			const presenters = await listAll(async (page) => {
				const asked = { virtualmanTypeCode: type, ...page };
				const { virtualmans, total } = await client().call(getAnchors, asked, { signal });
				return { items: virtualmans, total };
			});
			output.table(presenters, {
				CODE: ({ anchorCode }) => anchorCode,
				NAME: ({ anchorName }) => anchorName,
				KIND: ({ virtualmanType }) => virtualmanType,
				TAG: ({ tag }) => tag,
			});
		});

	program
		.command("actions")
		.description("actions of an avatar, and the gestures that they play here")
		.requiredOption("--avatar <key>", "VirtualmanKey of a 3D avatar")
		.action(async ({ avatar }) => {
			const { actions } = await client().call(getActions, { virtualmanKey: avatar }, { signal });
			const rows = actions.map((action) => ({ ...action, gesture: ACTION_CODES[action.actionCode] }));
			output.table(rows, {
				CODE: ({ actionCode }) => actionCode,
				NAME: ({ actionName }) => actionName,
				"GESTURE HERE": ({ gesture }) => gesture ?? "– none; name one with an action map",
			});
			const unknown = rows.filter(({ gesture }) => gesture === undefined);
			if (unknown.length > 0)
				output.note(`${unknown.length} of ${rows.length} actions play no gesture here (docs/actions.md).`);
		});

	program
		.command("assets")
		.description("what was bought, and what is left of it")
		.action(async () => {
			const assets = await listAll(async (page) => {
				const { serviceAssetInfos, total } = await client().call(getServiceAssets, page, { signal });
				return { items: serviceAssetInfos, total };
			});
			output.table(assets, {
				WHAT: ({ serviceType }) => SERVICE_ASSETS[serviceType as keyof typeof SERVICE_ASSETS] ?? serviceType,
				LEFT: ({ detail }) => leftOf(detail),
				"VALID UNTIL": ({ expireDate }) => expireDate,
			});
		});
}

function leftOf(detail: {
	readonly concurrency?: number | undefined;
	readonly remainMilliseconds?: number | undefined;
	readonly orderMilliseconds?: number | undefined;
	readonly remainNum?: number | undefined;
	readonly customizationNum?: number | undefined;
}): string {
	if (detail.concurrency !== undefined) return `${detail.concurrency} at once`;
	if (detail.remainMilliseconds !== undefined)
		return `${(detail.remainMilliseconds / 3600).toFixed(1)} of ${((detail.orderMilliseconds ?? 0) / 3600).toFixed(1)} h`;
	return detail.remainNum === undefined ? "" : `${detail.remainNum} of ${detail.customizationNum ?? 0}`;
}
