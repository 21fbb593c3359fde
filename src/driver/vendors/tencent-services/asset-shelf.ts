import { ServicesRefusal } from "./services-refusal.ts";

type Payload = Readonly<Record<string, unknown>>;

const picture = (name: string) => `https://stand-in.invalid/${name}.png`;

/** An avatar as the asset calls print it. */
const image = (anchor: string, typeCode: string, key: string, resolution: string) => ({
	VirtualmanKey: key,
	AnchorName: anchor,
	AnchorCode: anchor.toLowerCase(),
	VirtualmanType: typeCode === "real_man_3d" ? "3D Realistic" : "Studio Avatar",
	VirtualmanTypeCode: typeCode,
	ClothesName: "Blue suit",
	PoseName: "Standing",
	Resolution: resolution,
	HeaderImage: picture(`${key}-head`),
	PoseImage: picture(`${key}-pose`),
	ClothesImage: picture(`${key}-clothes`),
	SupportDriverTypes: ["Text", "OriginalVoice"],
	SupportAnchorExtraParams:
		typeCode === "real_man_3d"
			? [{ Key: "shirtColor", Description: "Shirt Color", Type: 1, Value: ["colorValue"] }]
			: [],
	ExpireDate: "2027-12-31 00:00:00",
	VideoDuration: 50_000,
	VideoNum: 3,
	OriginZoom: "0.567",
	ReferenceVideoSegmentUrl: "",
});

const IMAGES = [
	image("Ada", "small_sample_2d", "ada-blue-1080", "1920x1080"),
	image("Ada", "small_sample_2d", "ada-blue-upright", "1080x1920"),
	image("Bo", "real_man_3d", "bo-3d", "1920x1080"),
];

const TIMBRES = [
	{
		TimbreKey: "local-female",
		TimbreName: "Female voice 1",
		TimbreSample: "https://stand-in.invalid/female.mp3",
		TimbreDesc: "Natural",
		SupportVirtualmanTypeCodes: ["small_sample_2d", "real_man_3d"],
		SupportDriverTypes: ["Text", "OriginalVoice"],
		ExpireDate: "2027-12-31 00:00:00",
		AudioDuration: 50_000,
		AudioNum: 3,
		EmotionalCategories: ["0", "7"],
		TimbreGender: 2,
		PurchaseType: "Lease",
		TimbreType: "Boutique",
		TimbreLanguages: ["en-US", "zh-CN"],
	},
	{
		TimbreKey: "local-male",
		TimbreName: "Male voice 1",
		TimbreSample: "https://stand-in.invalid/male.mp3",
		TimbreDesc: "Calm",
		SupportVirtualmanTypeCodes: ["small_sample_2d"],
		SupportDriverTypes: ["Text"],
		ExpireDate: "2027-12-31 00:00:00",
		AudioDuration: 0,
		AudioNum: 0,
		TimbreGender: 1,
		PurchaseType: "Custom",
		TimbreType: "SampleFast",
	},
];

/** The eighteen codes of the document's sample, and one that nobody's gestures know. */
const ACTIONS = [
	["2hands_forward1", "Both hands pointing forward 1"],
	["admission", "Entering the stage"],
	["appearance", "Exiting the stage"],
	["bow", "Bowing"],
	["waving_hand1", "Waving one hand"],
	["welcome", "Welcome"],
	["left_across_waist", "Left hand side slide"],
	["left_side1", "Left hand pointing to the left 1"],
	["left_up2", "Left hand pointing to the left 2"],
	["right_side1", "Right hand pointing to the right 1"],
	["right_slide_down", "Right hand sliding down at the side"],
	["right_up2", "Right hand pointing to the upper right 2"],
	["applaud", "Applauding"],
	["compliment_state3", "Both hands giving thumbs up"],
	["ok2", "OK gesture at the side"],
	["show_love3", "Finger heart"],
	["support", "Come on"],
	["turn_around", "Turning around"],
	["juggle_torches", "Juggling"],
].map(([ActionCode = "", ActionName = ""]) => ({
	ActionCode,
	ActionName,
	ActionSample: `https://stand-in.invalid/${ActionCode}.mp4`,
}));

const SERVICE_ASSETS = [
	{
		ServiceType: "ImageAsset",
		ImageAssetInfoDetail: { CustomizationNum: 10, RemainNum: 2 },
		ExpireDate: "2027-04-01 00:00:00",
	},
	{
		ServiceType: "RealMan2DBroadcastHour",
		UniversalHourInfoDetail: { OrderMilliseconds: 36_000_000, RemainMilliseconds: 1_800_000 },
		ExpireDate: "2027-04-01 00:00:00",
	},
	{
		ServiceType: "BroadcastConcurrency",
		BroadcastConcurrencyInfoDetail: { Concurrency: 5 },
		ExpireDate: "2027-04-01 00:00:00",
	},
];

const anchorOf = ({
	AnchorName,
	AnchorCode,
	HeaderImage,
	VirtualmanType,
	VirtualmanTypeCode,
}: (typeof IMAGES)[0]) => ({
	AnchorName,
	AnchorCode,
	HeaderImage,
	VirtualmanType,
	VirtualmanTypeCode,
	Tag: "Basic",
});

const unique = <Item extends { AnchorCode: string }>(items: readonly Item[]): Item[] =>
	items.filter((item, i) => items.findIndex(({ AnchorCode }) => AnchorCode === item.AnchorCode) === i);

function paged<Item>(
	items: readonly Item[],
	{ PageIndex, PageSize }: Payload,
): { list: Item[]; Total: number } {
	const size = Number(PageSize);
	const index = Number(PageIndex);
	if (size < 1 || size > 100 || index < 1) throw new ServicesRefusal(100002, "page out of range");
	return { list: items.slice((index - 1) * size, index * size), Total: items.length };
}

const ofKind = <Item extends { VirtualmanTypeCode: string }>(
	items: readonly Item[],
	payload: Payload,
): Item[] => items.filter(({ VirtualmanTypeCode }) => VirtualmanTypeCode === payload.VirtualmanTypeCode);

const ofAnchors = <Item extends { AnchorCode: string }>(items: readonly Item[], codes: unknown): Item[] =>
	items.filter(({ AnchorCode }) => !Array.isArray(codes) || codes.length === 0 || codes.includes(AnchorCode));

function actionsOf({ VirtualmanKey }: Payload) {
	const found = IMAGES.find((entry) => entry.VirtualmanKey === VirtualmanKey);
	if (found === undefined) throw new ServicesRefusal(100016, "no asset found");
	// 2D avatars have none.
	return { Actions: found.VirtualmanTypeCode === "real_man_3d" ? ACTIONS : [] };
}

const grouped = (list: readonly object[]) => ({
	VirtualmanResources: [{ AppKey: "stand-in", Virtualmans: list }],
});

/** The voices as the calls of one avatar print them: four fields. */
const SHORT_TIMBRES = TIMBRES.map(({ TimbreKey, TimbreName, TimbreSample, TimbreDesc }) => ({
	TimbreKey,
	TimbreName,
	TimbreSample,
	TimbreDesc,
}));

/** The asset calls, by the last two parts of their path, with a small account behind them. */
export const ASSET_CALLS: Readonly<Record<string, (payload: Payload) => object>> = {
	"broadcastservice/getanchor": () => grouped(unique(IMAGES.map(anchorOf))),
	"broadcastservice/getresourcebyanchor": ({ AnchorCode }) => grouped(ofAnchors(IMAGES, [AnchorCode])),
	"broadcastservice/gettimbre": () => ({ Timbres: SHORT_TIMBRES }),
	"broadcastservice/getaction": actionsOf,
	"customerassetsservice/describesmallsampleimage": (payload) => {
		const small = IMAGES.filter(({ VirtualmanTypeCode }) => VirtualmanTypeCode.startsWith("small_sample"));
		const { list, Total } = paged(ofAnchors(small, payload.AnchorCodes), payload);
		return { Virtualmans: list, Total };
	},
	"customerassetsservice/getimagetimbre": () => ({ Timbres: SHORT_TIMBRES }),
	"customerassetservice/getserviceasset": (payload) => {
		const wanted = SERVICE_ASSETS.filter(
			({ ServiceType }) => payload.ServiceType === undefined || ServiceType === payload.ServiceType,
		);
		const { list, Total } = paged(wanted, payload);
		return { ServiceAssetInfos: list, Total };
	},
	// As the sample prints it; the table says `TimbreAssets`.
	"customerassetservice/describetimbre": (payload) => {
		const { list, Total } = paged(TIMBRES, payload);
		return { TimbreDetails: list, Total };
	},
	"customerassetsservice/getanchor": (payload) => {
		const anchors = unique(ofAnchors(ofKind(IMAGES, payload), payload.AnchorCodes).map(anchorOf));
		const { list, Total } = paged(anchors, payload);
		return { Virtualmans: list, Total };
	},
	"customerassetsservice/getimagebyanchor": (payload) => {
		const { list, Total } = paged(ofAnchors(ofKind(IMAGES, payload), payload.AnchorCodes), payload);
		return { Virtualmans: list, Total };
	},
	"customerassetsservice/getaction": actionsOf,
};
