import { resolve } from "node:path";
import { pageAddresses } from "./pages.ts";
import { runProgram } from "./program.ts";

const USAGE = `npm start -- [options]

Serves the built pages, and speaks through the local driver or the vendor's service.`;

await runProgram(USAGE, async (config) => {
	const folder = resolve(config.pages);
	if ((await pageAddresses(folder, "")).length === 0)
		throw new Error(`There are no built pages in ${folder}; npm run build makes them.`);
	// Only now: what is wrong with the settings is told at once, not after all that a gateway is made of.
	const { startServices } = await import("./services.ts");
	const { gateway, dispose } = await startServices(config, folder);
	return { addresses: await pageAddresses(folder, gateway.url), dispose };
});
