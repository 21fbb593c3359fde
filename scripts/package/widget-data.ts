import { ATTRIBUTES, type AttributeName, CHOICES, SWITCHES } from "../../src/widget/attributes.ts";
import {
	ATTRIBUTE_DOCS,
	CSS_DOCS,
	EVENT_DOCS,
	METHOD_DOCS,
	PART_DOCS,
	PROPERTY_DOCS,
	SLOT_DOCS,
	STATE_DOCS,
} from "./widget-contract.ts";

const TAG = "facewire-avatar";
const SUMMARY =
	"A talking avatar: speech and 52 facial weights in, a head in three dimensions out, locked to what is heard.";

const named = ([name, description]: [string, string]) => ({ name, description });
const words = (name: AttributeName): readonly string[] =>
	name in CHOICES ? CHOICES[name as keyof typeof CHOICES] : [];
const isSwitch = (name: AttributeName) => (SWITCHES as readonly string[]).includes(name);

/** The type of an attribute's value, as TypeScript writes it. */
export function attributeType(name: AttributeName): string {
	if (isSwitch(name)) return "boolean";
	if (name === "volume") return "number";
	return (
		words(name)
			.map((word) => `"${word}"`)
			.join(" | ") || "string"
	);
}

const attributes = () =>
	ATTRIBUTES.map((name) => ({
		name,
		description: ATTRIBUTE_DOCS[name],
		type: { text: attributeType(name) },
		...(words(name)[0] === undefined ? {} : { default: words(name)[0] }),
		...(name === "lang"
			? {}
			: { fieldName: name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) }),
	}));

/** The custom-elements manifest (schema 2.1.0). */
const customElements = () => ({
	schemaVersion: "2.1.0",
	modules: [
		{
			kind: "javascript-module",
			path: "dist/element.js",
			declarations: [
				{
					kind: "class",
					customElement: true,
					name: "FacewireAvatar",
					tagName: TAG,
					description: SUMMARY,
					superclass: { name: "HTMLElement" },
					attributes: attributes(),
					members: [
						...Object.entries(PROPERTY_DOCS).map(([name, [type, description]]) => ({
							kind: "field",
							name,
							description,
							type: { text: type.replace(" (read)", "") },
							readonly: type.endsWith("(read)"),
						})),
						...Object.entries(METHOD_DOCS).map(([name, [, description]]) => ({
							kind: "method",
							name,
							description,
						})),
					],
					events: Object.entries(EVENT_DOCS).map(([name, [detail, description]]) => ({
						name,
						description,
						type: { text: `CustomEvent<${detail}>` },
					})),
					slots: Object.entries(SLOT_DOCS).map(named),
					cssParts: Object.entries(PART_DOCS).map(named),
					cssStates: Object.entries(STATE_DOCS).map(named),
					cssProperties: Object.entries(CSS_DOCS).map(([name, [fallback, description]]) => ({
						name,
						description,
						default: fallback,
					})),
				},
			],
			exports: [
				{
					kind: "js",
					name: "FacewireAvatar",
					declaration: { name: "FacewireAvatar", module: "dist/element.js" },
				},
				{
					kind: "custom-element-definition",
					name: TAG,
					declaration: { name: "FacewireAvatar", module: "dist/element.js" },
				},
			],
		},
	],
});

/** What Visual Studio Code takes as `html.customData`. */
const htmlData = () => ({
	version: 1.1,
	tags: [
		{
			name: TAG,
			description: SUMMARY,
			attributes: ATTRIBUTES.map((name) => ({
				name,
				description: ATTRIBUTE_DOCS[name],
				...(isSwitch(name) ? { valueSet: "v" } : {}),
				...(words(name).length > 0 ? { values: words(name).map((word) => ({ name: word })) } : {}),
			})),
		},
	],
});

/** What Visual Studio Code takes as `css.customData`. */
const cssData = () => ({
	version: 1.1,
	properties: Object.entries(CSS_DOCS).map(([name, [, description]]) => ({ name, description })),
});

/** The package's files for editors and tools, by name. */
export const widgetData = (): Readonly<Record<string, unknown>> => ({
	"custom-elements.json": customElements(),
	"html-data.json": htmlData(),
	"css-data.json": cssData(),
});

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
	[head, head.map(() => "---"), ...rows]
		.map((cells) => `| ${cells.map(escapeCell).join(" | ")} |`)
		.join("\n");

const escapeCell = (cell: string) => cell.replaceAll("|", "\\|");
const code = (text: string) => (text === "" ? "(default)" : `\`${text}\``);

/** docs/widget-api.md. */
export const apiReference = (): string => `# \`<facewire-avatar>\`

${SUMMARY} Made from \`scripts/package/widget-contract.ts\` by \`npm run package -- --docs\`; a test holds it to the code. How to use it: [widget.md](widget.md).

## Attributes

Every attribute is a property of the same name in camel case, and reflects. An unknown value warns once and is taken as the default, the first of the list.

${table(
	["Attribute", "Value", "Meaning"],
	ATTRIBUTES.map((name) => [code(name), code(attributeType(name)), ATTRIBUTE_DOCS[name]]),
)}

## Properties

${table(
	["Property", "Type", "Meaning"],
	Object.entries(PROPERTY_DOCS).map(([name, [type, text]]) => [code(name), code(type), text]),
)}

## Methods

${table(
	["Method", "What it does"],
	Object.values(METHOD_DOCS).map(([call, text]) => [code(call), text]),
)}

## Events

Events are composed, and bubble unless it says otherwise.

${table(
	["Event", "`detail`", "When"],
	Object.entries(EVENT_DOCS).map(([name, [detail, text]]) => [code(name), code(detail), text]),
)}

## Slots

${table(
	["Slot", "What goes there"],
	Object.entries(SLOT_DOCS).map(([name, text]) => [code(name), text]),
)}

## Parts

${table(
	["Part", "What it is"],
	Object.entries(PART_DOCS).map(([name, text]) => [code(name), text]),
)}

## States

As in \`facewire-avatar:state(speaking)\`.

${table(
	["State", "When"],
	Object.entries(STATE_DOCS).map(([name, text]) => [code(name), text]),
)}

## CSS properties

${table(
	["Property", "Default (light / dark)", "What it is"],
	Object.entries(CSS_DOCS).map(([name, [fallback, text]]) => [code(name), fallback, text]),
)}
`;
