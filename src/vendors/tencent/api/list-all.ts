/** Most entries that the service puts on a page. */
const PAGE_SIZE = 100;

/** Pages after which a list is taken to be endless. */
const MOST_PAGES = 1000;

/** Every entry of a list that comes page by page. */
export async function listAll<Item>(
	ask: (page: { pageIndex: number; pageSize: number }) => Promise<{ items: readonly Item[]; total: number }>,
): Promise<Item[]> {
	const all: Item[] = [];
	for (let pageIndex = 1; pageIndex <= MOST_PAGES; pageIndex++) {
		const { items, total } = await ask({ pageIndex, pageSize: PAGE_SIZE });
		all.push(...items);
		if (items.length === 0 || all.length >= total) break;
	}
	return all;
}
