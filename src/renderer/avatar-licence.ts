/** What the author of a VRM permits, as far as the file says: plain JSON, shown in the page. */
export interface AvatarLicence {
	readonly title: string;
	readonly authors: readonly string[];
	readonly copyright?: string;
	/** Where the licence can be read. */
	readonly url?: string;
	/** Whether the name of the author has to be shown. */
	readonly creditRequired: boolean;
	/** Sentences for what is not allowed; empty if nothing is withheld. */
	readonly restrictions: readonly string[];
}

/** The fields of a VRM's meta block that are read, 1.0 first. */
export interface VrmMeta {
	readonly metaVersion: "0" | "1";
	readonly name?: string;
	readonly title?: string;
	readonly authors?: readonly string[];
	readonly author?: string;
	readonly copyrightInformation?: string;
	readonly licenseUrl?: string;
	readonly otherLicenseUrl?: string;
	readonly creditNotation?: string;
	readonly avatarPermission?: string;
	readonly allowedUserName?: string;
	readonly commercialUsage?: string;
	readonly commercialUssageName?: string;
	readonly modification?: string;
	readonly allowRedistribution?: boolean;
	readonly licenseName?: string;
}

/** Reads a VRM's licence. Fields that are missing restrict as the VRM specification's defaults do. */
export function licenceOf(meta: VrmMeta): AvatarLicence {
	const url = meta.otherLicenseUrl ?? meta.licenseUrl;
	return {
		title: meta.name ?? meta.title ?? "",
		authors: meta.authors ?? (meta.author === undefined ? [] : [meta.author]),
		...(meta.copyrightInformation === undefined ? {} : { copyright: meta.copyrightInformation }),
		...(url === undefined || url === "" ? {} : { url }),
		...(meta.metaVersion === "1" ? terms1(meta) : terms0(meta)),
	};
}

type Terms = Pick<AvatarLicence, "creditRequired" | "restrictions">;

function terms1(meta: VrmMeta): Terms {
	return {
		creditRequired: (meta.creditNotation ?? "required") === "required",
		restrictions: sentences([
			[(meta.avatarPermission ?? "onlyAuthor") === "onlyAuthor", ONLY_AUTHOR],
			[meta.avatarPermission === "onlySeparatelyLicensedPerson", ONLY_LICENSED],
			[(meta.commercialUsage ?? "personalNonProfit") === "personalNonProfit", NO_PROFIT],
			[meta.commercialUsage === "personalProfit", NO_CORPORATION],
			[meta.allowRedistribution !== true, NO_REDISTRIBUTION],
			[(meta.modification ?? "prohibited") === "prohibited", NO_MODIFICATION],
		]),
	};
}

function terms0(meta: VrmMeta): Terms {
	const licence = meta.licenseName ?? "Redistribution_Prohibited";
	return {
		creditRequired: licence.startsWith("CC_BY"),
		restrictions: sentences([
			[meta.allowedUserName === "OnlyAuthor", ONLY_AUTHOR],
			[meta.allowedUserName === "ExplicitlyLicensedPerson", ONLY_LICENSED],
			[meta.commercialUssageName === "Disallow" || licence.includes("_NC"), NO_PROFIT],
			[licence === "Redistribution_Prohibited", NO_REDISTRIBUTION],
			[licence.endsWith("_ND"), NO_MODIFICATION],
		]),
	};
}

const ONLY_AUTHOR = "Only its author may use this avatar.";
const ONLY_LICENSED = "Only people whom its author has licensed may use this avatar.";
const NO_PROFIT = "No commercial use.";
const NO_CORPORATION = "No commercial use by companies.";
const NO_REDISTRIBUTION = "The file must not be redistributed.";
const NO_MODIFICATION = "The file must not be modified.";

const sentences = (rows: readonly (readonly [boolean, string])[]): readonly string[] =>
	rows.flatMap(([applies, sentence]) => (applies ? [sentence] : []));
