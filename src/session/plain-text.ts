const TAG = /<[^<>]*>/g;

const ENTITY = /&(amp|lt|gt|quot|apos);/g;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** What SSML or HTML says to a reader: without its tags, with its five entities as characters. */
export function plainText(markup: string): string {
	return markup.replace(TAG, "").replace(ENTITY, (entity, name: string) => ENTITIES[name] ?? entity);
}
