import workletUrl from "../../workers/playout.worklet.ts?worker&url";

/**
 * The worklet's module as `standardized-audio-context` can read it. The test server puts a statement before the imports,
 * which the built worklet has not; without it, and with imports that need no base, the text is what a build would give.
 */
export async function plainWorkletUrl(): Promise<string> {
	const served = await (await fetch(workletUrl)).text();
	const imports = served.slice(served.indexOf("import "));
	const text = imports.replaceAll(/^(import .*?")(\/)/gm, `$1${location.origin}$2`);
	return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
}
