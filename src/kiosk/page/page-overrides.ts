const NUMBERS = [
	"idle",
	"confirm",
	"distance",
	"screenWidth",
	"volume",
	"quietFrom",
	"quietTo",
	"reloadHour",
	"heapBudget",
];
const TEXTS = ["id", "place", "avatar", "quality"];
const FLAGS = ["microphone", "presence", "transcript"];

/** Settings in the page's address, such as `?id=lobby-2&idle=90&languages=zh,en`: how a fleet is installed. */
export function pageOverrides({ searchParams }: URL): Readonly<Record<string, unknown>> {
	const found: Record<string, unknown> = {};
	for (const name of TEXTS) if (searchParams.has(name)) found[name] = searchParams.get(name);
	for (const name of NUMBERS) if (searchParams.has(name)) found[name] = Number(searchParams.get(name));
	for (const name of FLAGS) if (searchParams.has(name)) found[name] = searchParams.get(name) === "on";
	const languages = searchParams.get("languages");
	if (languages !== null) found.languages = languages.split(",");
	return found;
}
