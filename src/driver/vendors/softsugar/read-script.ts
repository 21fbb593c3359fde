import { type Fields, fieldsOf } from "../../../protocol/loose-fields.ts";

const scenesOf = (script: Fields): readonly Fields[] =>
	Array.isArray(script.sceneList) ? script.sceneList.map(fieldsOf) : [];

/** What a strict server does not take of a live script; `null` if all is well. */
export function scriptProblem(script: Fields): string | null {
	const [scene] = scenesOf(script);
	if (scene === undefined) return "sceneList is required";
	for (const field of ["version", "recycle", "stream_mode"])
		if (!(field in script)) return `${field} is required`;
	for (const field of ["digital_role", "tts_config"]) if (!(field in scene)) return `${field} is required`;
	const { volume, speed_ratio: speed } = fieldsOf(scene.tts_config);
	if (!(Number(volume) >= 1 && Number(volume) <= 400)) return "volume is out of [1, 400]";
	if (!(Number(speed) >= 0.5 && Number(speed) <= 2)) return "speed_ratio is out of [0.5, 2]";
	return null;
}

/** Filler word of a script; −1 takes the first, so that it is the same every time. */
export function quickText(script: Fields, param: Fields): string {
	const words = scenesOf(script)[0]?.quick_response;
	return String((Array.isArray(words) ? words : [])[Math.max(0, Number(param.order))] ?? "");
}
