/** What is uploaded, and the document's limits on it. */
export interface MaterialRule {
	/** Folder below the path prefix. */
	readonly folder: "idcard" | "video" | "audio" | "photo" | "zeroshot";
	/** File name endings in small letters, without the dot. */
	readonly formats: readonly string[];
	readonly maxBytes: number;
}

const MB = 1e6;
const GB = 1e9;

/**
 * Kinds of material (customization API, MaterialCosUrl, IdentityCosUrl, IdentityWrittenCosUrl, VoiceDriverCosFile, and
 * "Submitting Audio Quality Inspection Task", AudioUrl). Where the document states no size, the one of the video holds.
 */
export const MATERIALS = {
	/** The letter of authorisation, spoken or shown. */
	"letter-video": { folder: "idcard", formats: ["mp4", "mov"], maxBytes: 5 * GB },
	/** The letter of authorisation, written. */
	"letter-pdf": { folder: "idcard", formats: ["pdf"], maxBytes: 5 * GB },
	/** Footage for IMAGE and IMAGE_GENERAL. */
	video: { folder: "video", formats: ["mp4", "mov"], maxBytes: 5 * GB },
	/** Footage for IMAGE_4K. */
	"video-4k": { folder: "video", formats: ["mp4", "mov"], maxBytes: 10 * GB },
	/** Recordings for VOICE. */
	voice: { folder: "audio", formats: ["zip"], maxBytes: 1 * GB },
	/** The sound that drives a demo. */
	"driving-audio": { folder: "audio", formats: ["wav", "mp3", "wma", "m4a", "aac"], maxBytes: 10 * MB },
	/** The photo for IMAGE_PHOTO. */
	photo: { folder: "photo", formats: ["jpg", "jpeg", "png", "webp"], maxBytes: 16 * MB },
	/** The sentence for ZERO_SHOT_VOICE. */
	recording: {
		folder: "zeroshot",
		formats: ["wav", "mp3", "aac", "m4a", "wma", "asf"],
		maxBytes: 20 * MB,
	},
} as const satisfies Readonly<Record<string, MaterialRule>>;

export type MaterialKind = keyof typeof MATERIALS;
