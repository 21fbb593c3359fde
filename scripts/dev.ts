import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { pageAddresses } from "./pages.ts";
import { runProgram } from "./program.ts";
import { startServices } from "./services.ts";

const USAGE = `npm run dev -- [options]

Serves the pages from their sources and reloads them on change; the gateway runs behind the same port.`;

const ROOT = fileURLToPath(new URL("..", import.meta.url));

await runProgram(USAGE, async (config) => {
	const origin = `http://localhost:${config.port}`;
	const services = await startServices({ ...config, port: 0, origins: [...config.origins, origin] });
	try {
		const server = await createServer({
			root: ROOT,
			server: {
				port: config.port,
				strictPort: true,
				host: config.host,
				proxy: { "/v1": { target: services.gateway.url, ws: true } },
			},
		});
		await server.listen();
		return {
			addresses: await pageAddresses(ROOT, origin),
			dispose: async () => {
				await server.close();
				await services.dispose();
			},
		};
	} catch (error) {
		await services.dispose();
		throw error;
	}
});
