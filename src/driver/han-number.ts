const DIGITS = "零一二三四五六七八九";
const UNITS = ["", "十", "百", "千"];
const GROUPS = ["", "万", "亿", "万亿"];

/** A token of a Mandarin text that is written in digits: `2026`, `3.14`, `1,200`, `25%`. */
export const NUMBER_TOKEN = /\d{1,3}(?:,\d{3})+(?:\.\d+)?%?|\d+(?:\.\d+)?%?/g;

/**
 * How a number is read in Mandarin: `25` → 二十五, `3.5%` → 百分之三点五. A year (four digits before 年), a number with
 * a leading zero and one of more than twelve digits are read digit by digit.
 */
export function readNumberInHan(token: string, following: string): string {
	const percent = token.endsWith("%");
	const [whole = "", fraction] = token.replace(/[,%]/g, "").split(".");
	const isYear = fraction === undefined && whole.length === 4 && following.startsWith("年");
	const byDigit = isYear || whole.length > 12 || (whole.length > 1 && whole.startsWith("0"));
	const read = byDigit ? readDigits(whole) : readInteger(whole);
	return `${percent ? "百分之" : ""}${read}${fraction ? `点${readDigits(fraction)}` : ""}`;
}

const readDigits = (digits: string): string => [...digits].map((digit) => DIGITS[Number(digit)]).join("");

function readInteger(digits: string): string {
	if (Number(digits) === 0) return "零";
	let read = "";
	for (let group = Math.ceil(digits.length / 4) - 1; group >= 0; group--) {
		const end = digits.length - group * 4;
		const part = digits.slice(Math.max(0, end - 4), end);
		if (Number(part) === 0) continue;
		// A zero is read once between groups when the lower one does not fill its thousands.
		if (read !== "" && Number(part) < 1000) read += "零";
		read += readGroup(Number(part)) + GROUPS[group];
	}
	return read.replace(/^一十/, "十");
}

/** 1 … 9999. */
function readGroup(value: number): string {
	const digits = String(value);
	let read = "";
	let zero = false;
	for (let i = 0; i < digits.length; i++) {
		const digit = Number(digits[i]);
		if (digit === 0) {
			zero = true;
			continue;
		}
		if (zero && read !== "") read += "零";
		zero = false;
		read += `${DIGITS[digit]}${UNITS[digits.length - 1 - i]}`;
	}
	return read;
}
