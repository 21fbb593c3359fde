/** Bytes that a QR code can hold and a phone still reads from a screen. */
const MOST_BYTES = 900;

const bytes = (text: string): number => {
	let count = 0;
	for (const sign of text) {
		const code = sign.codePointAt(0) ?? 0;
		count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return count;
};

/** Markdown's marks, and the addresses of links and images. */
const MARKS = /!?\[([^\]]*)\]\([^)]*\)|[*_`#>|~]/g;

/** What was said, newest last, as much of its end as a QR code holds. Plain text: it goes nowhere but into the code. */
export function transcriptText(
	exchanges: readonly { readonly question: string; readonly answer: string }[],
): string {
	let text = "";
	for (const { question, answer } of exchanges.toReversed()) {
		const said = answer.replace(MARKS, "$1").replace(/\s+/g, " ").trim();
		const next = `? ${question}\n${said}\n${text}`;
		if (bytes(next) > MOST_BYTES) break;
		text = next;
	}
	return text.trim();
}
