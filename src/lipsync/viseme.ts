/** The 15 mouth shapes of OVR LipSync and OpenXR's `XR_META_face_tracking_visemes`, in their index order. */
export const VISEMES = [
	"sil",
	"PP",
	"FF",
	"TH",
	"DD",
	"kk",
	"CH",
	"SS",
	"nn",
	"RR",
	"aa",
	"E",
	"ih",
	"oh",
	"ou",
] as const;

export type Viseme = (typeof VISEMES)[number];
