import { randomBytes } from "node:crypto";
import type { AkoolApi } from "../../protocol/akool-api.ts";
import type { VendorId } from "../../protocol/vendor-id.ts";
import { type Seconds, seconds } from "../../util/time.ts";
import { AkoolStandIn } from "./akool/akool-stand-in.ts";
import { type IflytekStandIn, startIflytek } from "./iflytek/start-iflytek.ts";
import { type StandInMedia, startStandInMedia } from "./media/stand-in-media.ts";
import { SoftSugarStandIn } from "./softsugar/softsugar-stand-in.ts";
import type { StandInVoice } from "./stand-in-voice.ts";
import { startTencentCloud, type TencentCloudStandIn } from "./tencent-cloud/start-tencent-cloud.ts";
import type { Produced, ProductionOrder } from "./tencent-services/production-desk.ts";
import { startTencentServices, type TencentServices } from "./tencent-services/start-tencent-services.ts";

/** How all stand-ins together are started. */
export interface StandInsOptions {
	/** Who speaks for all of them. */
	readonly voice: StandInVoice;
	/** How much later each vendor's picture is shown than it belongs to its sound, −0.3 … 0.3 s; 0 if not given. */
	readonly skews?: Partial<Readonly<Record<VendorId, Seconds>>>;
	/** As documented, without the documents' own oddities. */
	readonly strict?: boolean;
	readonly akoolApi?: AkoolApi;
	/** Sessions at once at each vendor. */
	readonly sessions?: number;
	/** Makes videos of texts for Tencent's other services; without it those have no stand-in. */
	readonly produce?: (order: ProductionOrder) => Promise<Produced>;
	/** Pixels of a picture's longer side; see `StandInMediaOptions`. */
	readonly largest?: number;
}

/** Accounts and addresses under which a gateway takes the stand-ins for the vendors; names are those of its settings. */
export interface StandInSettings {
	readonly tencentCloudUrl: string;
	/** Not there without `produce`. */
	readonly tencentServicesUrl?: string;
	readonly tencentAppkey: string;
	readonly tencentAccessToken: string;
	readonly tencentCloudProjectId: string;
	readonly tencentCloudAsset: string;
	readonly iflytekUrl: string;
	readonly iflytekAppId: string;
	readonly iflytekApiKey: string;
	readonly iflytekApiSecret: string;
	readonly iflytekAvatarId: string;
	readonly softsugarUrl: string;
	readonly softsugarAppId: string;
	readonly softsugarAppKey: string;
	readonly akoolUrl: string;
	readonly akoolApiKey: string;
	readonly akoolApi: AkoolApi;
	/** Where pages play every room; see `standInPlayers`. */
	readonly standInStreams: string;
}

/** Every vendor's stand-in, with one place from which all of their pictures are played. */
export interface StandIns {
	readonly media: StandInMedia;
	readonly tencentCloud: TencentCloudStandIn;
	readonly tencentServices?: TencentServices;
	readonly iflytek: IflytekStandIn;
	readonly softsugar: SoftSugarStandIn;
	readonly akool: AkoolStandIn;
	readonly settings: StandInSettings;
	/** Ends them all. Idempotent. */
	dispose(): Promise<void>;
}

/** Keys between a gateway and the stand-ins, made anew at every start. */
const newKey = () => randomBytes(16).toString("hex");

const IFLYTEK_AVATAR = "118801001";

/** Starts them on free ports of this machine. */
export async function startStandIns(options: StandInsOptions): Promise<StandIns> {
	const { voice, skews = {}, strict = false, akoolApi = "v4", sessions = 4 } = options;
	const tencent = { appkey: newKey(), accessToken: newKey(), projectId: "stand-in", asset: "stand-in" };
	const iflytekAccount = { appId: "stand-in", apiKey: newKey(), apiSecret: newKey() };
	const softsugarAccount = { appId: "stand-in", appKey: newKey() };
	const akoolKey = newKey();
	const media = await startStandInMedia(options.largest === undefined ? {} : { largest: options.largest });
	const common = (vendor: VendorId) => ({ voice, media, strict, skew: skews[vendor] ?? seconds(0) });
	const tencentServices =
		options.produce && (await startTencentServices({ ...tencent, produce: options.produce }));
	const [tencentCloud, iflytek, softsugar, akool] = await Promise.all([
		startTencentCloud({ ...common("tencent-cloud"), ...tencent, concurrency: sessions }),
		startIflytek({ ...common("iflytek"), ...iflytekAccount, avatars: [IFLYTEK_AVATAR] }),
		SoftSugarStandIn.start({ ...common("softsugar"), ...softsugarAccount, channels: sessions }),
		AkoolStandIn.start({ ...common("akool"), apiKey: akoolKey, api: akoolApi }),
	]);
	return {
		media,
		tencentCloud,
		...(tencentServices === undefined ? {} : { tencentServices }),
		iflytek,
		softsugar,
		akool,
		settings: {
			tencentCloudUrl: tencentCloud.url,
			...(tencentServices === undefined ? {} : { tencentServicesUrl: tencentServices.origin }),
			tencentAppkey: tencent.appkey,
			tencentAccessToken: tencent.accessToken,
			tencentCloudProjectId: tencent.projectId,
			tencentCloudAsset: tencent.asset,
			iflytekUrl: iflytek.url,
			iflytekAppId: iflytekAccount.appId,
			iflytekApiKey: iflytekAccount.apiKey,
			iflytekApiSecret: iflytekAccount.apiSecret,
			iflytekAvatarId: IFLYTEK_AVATAR,
			softsugarUrl: softsugar.url,
			softsugarAppId: softsugarAccount.appId,
			softsugarAppKey: softsugarAccount.appKey,
			akoolUrl: akool.url,
			akoolApiKey: akoolKey,
			akoolApi,
			standInStreams: media.url,
		},
		dispose: async () => {
			await Promise.all([
				tencentServices?.dispose(),
				tencentCloud.dispose(),
				iflytek.dispose(),
				softsugar.dispose(),
				akool.dispose(),
			]);
			await media.dispose();
		},
	};
}
