import { ServicesRefusal } from "./services-refusal.ts";
import { type Task, taskPhase, taskShare } from "./task-clock.ts";
import { TaskList } from "./task-list.ts";

type Payload = Readonly<Record<string, unknown>>;

const MAKE_TYPES = ["IMAGE", "IMAGE_GENERAL", "IMAGE_4K", "IMAGE_PHOTO", "VOICE", "ZERO_SHOT_VOICE"];

/** Stages before the demo is looked at, in order; the share of the time that each takes is equal. */
const STAGES = ["SUBMIT", "AUDIT", "PROCESS", "TRAIN"];

/** What a check of a recording finds; the tests choose. */
export interface Detection {
	readonly code: 0 | -1 | -2 | -3;
	readonly message: string;
}

export interface CustomizationOptions {
	readonly now: () => number;
	readonly newId: () => string;
	/** Where uploads go: address of the bucket and the beginning of a new path. */
	readonly newPathPrefix: () => string;
	/** Temporary credentials that the bucket knows. */
	readonly newCredentials: () => {
		Token: string;
		TmpSecretId: string;
		TmpSecretKey: string;
		ExpiredTime: number;
	};
	/** True if something was uploaded at this address. */
	readonly hasObject: (url: string) => boolean;
}

/** Orders of avatars and voices, with their checks and confirmations. */
export class CustomizationDesk {
	readonly orders: TaskList<Payload>;
	readonly evaluations: TaskList<Payload>;
	readonly detections: TaskList<Payload>;
	/** What the check of a one-sentence recording finds from now on. */
	detection: Detection = { code: 0, message: "success" };
	readonly #options: CustomizationOptions;
	readonly #names = new Set<string>();
	/** Ids of recordings that have passed. */
	readonly #audioIds = new Set<string>();
	/** What was said of the demo, by task. */
	readonly #confirmed = new Map<string, "AGREE" | "REJECT">();

	constructor(options: CustomizationOptions) {
		this.#options = options;
		const list = () => new TaskList<Payload>(options.newId, options.now);
		this.orders = list();
		this.evaluations = list();
		this.detections = list();
	}

	readonly calls: Readonly<Record<string, (payload: Payload) => object>> = {
		"customservice/getuploadcredentials": () => {
			const { ExpiredTime, ...Credentials } = this.#options.newCredentials();
			return { Credentials, ExpiredTime, PathPrefix: this.#options.newPathPrefix() };
		},
		"customservice/make": (payload) => this.#make(payload),
		"customservice/getprogress": ({ TaskId }) => this.#progress(this.orders.find(TaskId)),
		"customservice/customerconfirm": (payload) => this.#confirm(payload),
		"algotaskservice/audioevaluation": (payload) => {
			this.#mustBeUploaded(payload.AudioUrl, "AudioUrl");
			return { TaskId: this.evaluations.submit(payload).id };
		},
		"algotaskservice/getaudioevaluationstate": ({ TaskId }) =>
			this.#evaluation(this.evaluations.find(TaskId)),
		"zeroshotservice/gettext": () => ({
			Texts: [
				{
					TextId: "ec28499a-cf6d-4f7b-b7fa-4a5a54662b38",
					Text: "The quick brown fox jumps over the lazy dog.",
				},
				{ TextId: "0d1f2f3e-9a43-4b53-9d8c-3f1f0f2a8d11", Text: "今天天气很好，我们一起去公园散步吧。" },
			],
		}),
		"zeroshotservice/detectaudioquality": (payload) => {
			this.#mustBeUploaded(payload.AudioUrl, "AudioUrl");
			return { TaskId: this.detections.submit(payload).id };
		},
		"zeroshotservice/getdetectprogress": ({ TaskId }) => this.#detected(this.detections.find(TaskId)),
	};

	#mustBeUploaded(url: unknown, field: string): void {
		if (typeof url !== "string" || !this.#options.hasObject(url))
			throw new ServicesRefusal(100002, `${field}: no such object`);
	}

	#make(payload: Payload): object {
		const { AnchorName, MakeType, MaterialCosUrl, AudioId, IdentityCosUrl, IdentityWrittenCosUrl } = payload;
		const name = String(AnchorName);
		if (name.length < 2 || name.length > 50 || !/^[\p{L}\p{N}_-]+$/u.test(name))
			throw new ServicesRefusal(100002, "AnchorName");
		if (!MAKE_TYPES.includes(String(MakeType))) throw new ServicesRefusal(100002, "MakeType");
		if (this.#names.has(name)) throw new ServicesRefusal(110005, "AnchorName exists");
		if (MakeType === "ZERO_SHOT_VOICE") {
			if (!this.#audioIds.has(String(AudioId))) throw new ServicesRefusal(100002, "AudioId");
		} else {
			this.#mustBeUploaded(MaterialCosUrl, "MaterialCosUrl");
			const letter = IdentityCosUrl ?? IdentityWrittenCosUrl;
			if (MakeType !== "IMAGE_PHOTO") this.#mustBeUploaded(letter, "IdentityCosUrl");
		}
		this.#names.add(name);
		return { TaskId: this.orders.submit(payload).id };
	}

	#progress(task: Task<Payload>): object {
		const { now } = this.#options;
		const none = { StageInfo: "", FailMessage: "" };
		const phase = taskPhase(task, now());
		if (phase === "queued") return { ...none, Status: "MAKING", StageV2: "SUBMIT", StatusV2: "WAIT_PROCESS" };
		if (phase === "failed")
			return {
				...none,
				Status: "FAIL",
				StageV2: "AUDIT",
				StatusV2: "FAIL",
				FailMessage: task.plan.fails?.message,
			};
		if (phase === "running") {
			const stage = STAGES[Math.min(STAGES.length - 1, Math.floor(taskShare(task, now()) * STAGES.length))];
			return { ...none, Status: "MAKING", StageV2: stage, StatusV2: "PROCESSING" };
		}
		const kind = String(task.order.MakeType);
		if (kind.startsWith("IMAGE") && kind !== "IMAGE_PHOTO" && this.#confirmed.get(task.id) !== "AGREE")
			return { ...none, ...this.#waitsForConfirmation(task.id) };
		return { ...none, Status: "SUCCESS", StageV2: "END", StatusV2: "SUCCESS", AssetList: assetsOf(task) };
	}

	#waitsForConfirmation(id: string): object {
		const RejectReason = this.#confirmed.get(id) === "REJECT" ? "Training again would give the same." : "";
		const StageInfo = JSON.stringify({ TrainResult: ["https://stand-in.invalid/demo.mp4"], RejectReason });
		return { Status: "MAKING", StageV2: "CONFIRM", StatusV2: "WAIT_PROCESS", StageInfo };
	}

	#confirm({ TaskId, Operate, Reason }: Payload): object {
		const task = this.orders.find(TaskId);
		if (Operate !== "AGREE" && Operate !== "REJECT") throw new ServicesRefusal(100002, "Operate");
		if (Operate === "REJECT" && !Reason) throw new ServicesRefusal(100001, "Reason is needed");
		this.#confirmed.set(task.id, Operate);
		return {};
	}

	#evaluation(task: Task<Payload>): object {
		const phase = taskPhase(task, this.#options.now());
		if (phase === "queued") return { Status: "QUEUING", ErrorMsg: "" };
		if (phase === "running") return { Status: "PROCESSING", ErrorMsg: "" };
		if (phase === "failed") return { Status: "FAIL", ErrorMsg: task.plan.fails?.message };
		const measure = (Value: number, least: number, most: number, Description: string) => ({
			Value,
			QualifiedRange: [least, most],
			Description,
		});
		return {
			Status: "SUCCESS",
			ErrorMsg: "",
			Result: {
				Snr: measure(72.67, 30, 2147483600, "Audio signal-to-noise ratio"),
				C50: measure(57.08, 30, 2147483600, "Reverberation"),
				Clipping: measure(0, -2147483600, 0, "Clipping"),
				Duration: measure(24.21, 600, 2147483600, "Effective duration"),
				Wer: measure(0.913, 0.7, 1, "Text accuracy"),
				AlignDetails: [{ Detail: ["good", "good"] }, { Detail: ["<eps>", "big"] }],
			},
		};
	}

	#detected(task: Task<Payload>): object {
		const phase = taskPhase(task, this.#options.now());
		if (phase === "queued" || phase === "running")
			return { TaskState: "PROCESSING", AudioId: "", DetectionCode: 0, DetectionMsg: "" };
		if (phase === "failed")
			return { TaskState: "FAIL", AudioId: "", DetectionCode: -1, DetectionMsg: task.plan.fails?.message };
		const { code, message } = this.detection;
		const AudioId = code === 0 ? `audio-${task.id}` : "";
		if (code === 0) this.#audioIds.add(AudioId);
		return { TaskState: "SUCCESS", AudioId, DetectionCode: code, DetectionMsg: message };
	}
}

/** Only photos and one-sentence voices are told by this call. */
function assetsOf({ id, order }: Task<Payload>): object[] {
	const MakeType = order.MakeType;
	if (MakeType === "ZERO_SHOT_VOICE")
		return [{ TimbreKey: `voice-${id}`, TimbreSample: "https://stand-in.invalid/voice.mp3", MakeType }];
	if (MakeType === "IMAGE_PHOTO")
		return [
			{
				VirtualmanKey: `photo-${id}`,
				VirtualmanTypeCode: "small_sample_photo_2d",
				Resolution: "1080x1920",
				OriginZoom: "1.000",
				VirtualmanResourceId: 7,
				MakeType,
			},
		];
	return [];
}
