import { describe, expect, it } from "vitest";
import { licenceOf, type VrmMeta } from "../../src/renderer/avatar-licence.ts";

const FREE: VrmMeta = {
	metaVersion: "1",
	name: "Mira",
	authors: ["A", "B"],
	licenseUrl: "https://vrm.dev/licenses/1.0/",
	avatarPermission: "everyone",
	commercialUsage: "corporation",
	creditNotation: "unnecessary",
	allowRedistribution: true,
	modification: "allowModificationRedistribution",
};

describe("licenceOf", () => {
	it("has nothing to say against a free avatar", () => {
		expect(licenceOf(FREE)).toEqual({
			title: "Mira",
			authors: ["A", "B"],
			url: "https://vrm.dev/licenses/1.0/",
			creditRequired: false,
			restrictions: [],
		});
	});

	it("takes what is not said for not allowed, as the specification does", () => {
		const { creditRequired, restrictions } = licenceOf({ metaVersion: "1" });
		expect(creditRequired).toBe(true);
		expect(restrictions).toEqual([
			"Only its author may use this avatar.",
			"No commercial use.",
			"The file must not be redistributed.",
			"The file must not be modified.",
		]);
	});

	it.each<[Partial<VrmMeta>, string]>([
		[{ avatarPermission: "onlySeparatelyLicensedPerson" }, "Only people whom its author has licensed"],
		[{ commercialUsage: "personalProfit" }, "No commercial use by companies."],
		[{ allowRedistribution: false }, "must not be redistributed"],
		[{ modification: "prohibited" }, "must not be modified"],
	])("says what %j withholds", (withheld, sentence) => {
		const { restrictions } = licenceOf({ ...FREE, ...withheld });
		expect(restrictions).toHaveLength(1);
		expect(restrictions[0]).toContain(sentence);
	});

	it.each<[Partial<VrmMeta>, readonly string[], boolean]>([
		[{ licenseName: "CC0", commercialUssageName: "Allow" }, [], false],
		[{ licenseName: "CC_BY" }, [], true],
		[{ licenseName: "CC_BY_NC_ND" }, ["No commercial use.", "The file must not be modified."], true],
		[{ licenseName: "CC0", allowedUserName: "OnlyAuthor" }, ["Only its author may use this avatar."], false],
		[{}, ["The file must not be redistributed."], false],
	])("reads a VRM 0.x that says %j", (meta, restrictions, creditRequired) => {
		expect(licenceOf({ metaVersion: "0", title: "T", author: "A", ...meta })).toEqual({
			title: "T",
			authors: ["A"],
			creditRequired,
			restrictions,
		});
	});
});
