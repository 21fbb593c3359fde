import { type CoverageCard, cardSummary } from "../../lipsync/resolver/coverage-card.ts";
import { make } from "./dom.ts";

const GRADES: Readonly<Record<CoverageCard["grade"], string>> = {
	green: "Speaks, blinks and smiles.",
	amber: "The mouth opens and closes; some shapes are missing.",
	red: "The lips do not move.",
};

/** What the avatar that is shown can do with the 52, and what it lacks. */
export function showAvatarCard(root: HTMLElement, card: CoverageCard): void {
	const notes = make("ul");
	notes.append(...card.notes.map((note) => make("li", "", note)));
	root.dataset.grade = card.grade;
	root.replaceChildren(make("p", "", `${GRADES[card.grade]} ${cardSummary(card)}.`), notes);
}
