const HAN_END = /\p{Script=Han}$|\p{P}$/u;
const HAN_START = /^[\p{Script=Han}\p{P}]/u;

/** Words of alphabets stand apart; characters, and what closes a word, do not. */
export function joinWords(text: string, word: string): string {
	if (text === "" || (HAN_END.test(text) && HAN_START.test(word)) || /^\s|^[\p{P}]/u.test(word))
		return text + word;
	return `${text} ${word}`;
}
