import { pinyin } from "pinyin-pro";

/**
 * The reading of each code point of a Mandarin text, chosen by its context: pinyin with a tone digit (`hang2`), ü as
 * `v`; "" for anything that is no Chinese character. In a file of its own because the dictionary is large: load it
 * only when Mandarin comes without phonemes.
 */
export function readPinyin(text: string): readonly string[] {
	const characters = [...text];
	const readings: string[] = characters.map(() => "");
	for (let at = 0; at < characters.length; at++) {
		if (!isHan(characters[at] ?? "")) continue;
		let end = at;
		while (end < characters.length && isHan(characters[end] ?? "")) end++;
		const run = pinyin(characters.slice(at, end).join(""), { type: "array", toneType: "num", v: true });
		for (const [index, reading] of run.entries()) if (at + index < end) readings[at + index] = reading;
		at = end;
	}
	return readings;
}

const isHan = (character: string): boolean => /\p{Script=Han}/u.test(character);
