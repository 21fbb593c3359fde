/** Kinds of a value in JSON. */
type Kind = "string" | "number" | "boolean" | "object" | "array" | "id";

/** Fields that the document marks as mandatory, by the last two parts of a call's path, and their type. */
export const MANDATORY: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
	"customservice/getuploadcredentials": {},
	"customservice/make": { AnchorName: "string", MakeType: "string", SexType: "string" },
	"customservice/getprogress": { TaskId: "id" },
	"customservice/customerconfirm": { TaskId: "id", Operate: "string" },
	"algotaskservice/audioevaluation": { AudioUrl: "string" },
	"algotaskservice/getaudioevaluationstate": { TaskId: "id" },
	"zeroshotservice/gettext": {},
	"zeroshotservice/detectaudioquality": { AudioUrl: "string" },
	"zeroshotservice/getdetectprogress": { TaskId: "id" },
	"broadcastservice/tts": { InputSsml: "string", Speed: "number" },
	"broadcastservice/videomake": { VirtualmanKey: "string", SpeechParam: "object" },
	"broadcastservice/videomakeadvanced": { VirtualmanKey: "string", SpeechParam: "object" },
	"broadcastservice/getprogress": { TaskId: "id" },
	"broadcastservice/getanchor": { GetAllResource: "boolean" },
	"broadcastservice/getresourcebyanchor": { GetAllResource: "boolean", AnchorCode: "string" },
	"broadcastservice/gettimbre": { VirtualmanKey: "string" },
	"broadcastservice/getaction": { VirtualmanKey: "string" },
	"customerassetsservice/describesmallsampleimage": { PageIndex: "number", PageSize: "number" },
	"customerassetsservice/getimagetimbre": { VirtualmanKey: "string" },
	"customerassetservice/getserviceasset": { PageIndex: "number", PageSize: "number" },
	"customerassetservice/describetimbre": { PageIndex: "number", PageSize: "number" },
	"customerassetsservice/getanchor": {
		VirtualmanTypeCode: "string",
		PageIndex: "number",
		PageSize: "number",
	},
	"customerassetsservice/getimagebyanchor": {
		VirtualmanTypeCode: "string",
		PageIndex: "number",
		PageSize: "number",
	},
	"customerassetsservice/getaction": { VirtualmanKey: "string" },
};

const kindOf = (value: unknown): string =>
	Array.isArray(value) ? "array" : value === null ? "null" : typeof value;

/** What is missing or of the wrong type, or `undefined`. */
export function fieldProblem(
	fields: Readonly<Record<string, Kind>>,
	payload: Readonly<Record<string, unknown>>,
): string | undefined {
	for (const [name, kind] of Object.entries(fields)) {
		const got = kindOf(payload[name]);
		const fits = kind === "id" ? got === "string" || got === "number" : got === kind;
		if (!fits) return payload[name] === undefined ? `${name} is missing` : `${name} is a ${got}`;
	}
	return undefined;
}
