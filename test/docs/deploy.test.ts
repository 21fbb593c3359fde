import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findNatsServer } from "../../scripts/server-program.ts";
import { CONFIG_OPTIONS } from "../../src/gateway/config-options.ts";
import { VENDOR_OPTIONS } from "../../src/gateway/vendors/vendor-options.ts";
import { GatewayClient, openSession } from "../support/gateway-client.ts";
import { freePort } from "../support/nats-server.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const ORIGIN = "https://pages.example";

/** The commands that docs/deploy.md says are run here. */
const commands = () =>
	/<!-- run by test[^>]*-->\n```sh\n([\s\S]*?)```/.exec(read("docs/deploy.md"))?.[1] ?? "";

/** Settings of the gateway that a file sets, `NAME=` or `NAME:`. */
const settingsIn = (text: string) =>
	[...text.matchAll(/^\s*(?:export )?([A-Z][A-Z_]+)[:=]/gm)].map(([, name]) => name);

describe("docs/deploy.md", () => {
	it("starts two gateways on one bus with the very commands that it prints", {
		timeout: 120_000,
	}, async () => {
		const folder = mkdtempSync(join(tmpdir(), "facewire-deploy-"));
		writeFileSync(join(folder, "index.html"), "<title>Facewire</title>");
		const [bus, first, second] = [await freePort(), await freePort(), await freePort()];
		const script = commands()
			.replaceAll("4222", String(bus))
			.replaceAll("8421", String(first))
			.replaceAll("8422", String(second))
			.replace("nats-data", join(folder, "nats"));
		const shell = spawn("sh", ["-c", script], {
			cwd: ROOT,
			detached: true,
			stdio: "ignore",
			env: {
				...process.env,
				PATH: `${dirname(findNatsServer() ?? "")}:${process.env.PATH}`,
				BUS_AUTH: "a-token-for-the-bus-of-this-test",
				TOKEN_KEY: "a-token-key-of-more-than-32-characters",
				ALLOWED_ORIGINS: ORIGIN,
				PAGES: folder,
			},
		});
		try {
			const urls = [first, second].map((port) => `http://localhost:${port}`);
			const answers = (url: string) => () =>
				fetch(`${url}/readyz`).then(
					({ status }) => status,
					() => 0,
				);
			for (const url of urls) await expect.poll(answers(url), { timeout: 90_000, interval: 200 }).toBe(200);
			const grant = await openSession(urls[0] ?? "", ORIGIN);
			const address = `ws://localhost:${second}${new URL(grant.url).pathname}`;
			const client = await GatewayClient.connect(address, { token: grant.token, origin: ORIGIN });
			if (!(client instanceof GatewayClient)) throw new Error(client.body.message);
			client.speak("r1", "Hello.");
			expect(await client.answer("r1")).toMatchObject({ ReqId: "r1" });
			client.socket.close();
		} finally {
			// The shell and what it started are one group.
			process.kill(-(shell.pid ?? 0), "SIGKILL");
			await once(shell, "close");
			rmSync(folder, { recursive: true, force: true });
		}
	});

	it.each(["docs/deploy.md", "deploy/compose.yaml"])("%s names settings that there are", (path) => {
		const known = new Set<string>([
			...[...Object.values(CONFIG_OPTIONS), ...Object.values(VENDOR_OPTIONS)].map(({ env }) => env),
			"NODE_ENV",
			"END",
		]);
		const named = settingsIn(read(path));
		expect(named).toContain("BUS");
		for (const name of named) expect(known).toContain(name);
	});
});

describe("deploy/", () => {
	it("copies into the image only what there is", () => {
		const lines = read("deploy/Dockerfile").matchAll(/^COPY --from=build \/app\/(\S+) /gm);
		const copied = [...lines]
			.map(([, path]) => path ?? "")
			.filter((path) => !["node_modules", "dist"].includes(path));
		expect(copied).toContain("src");
		expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
	});

	it("waits longer for a gateway to leave than the gateway does", () => {
		const drain = Number(CONFIG_OPTIONS.drain.fallback);
		const stop = Number(/TimeoutStopSec=(\d+)/.exec(read("deploy/facewire.service"))?.[1]);
		const grace = Number(/stop_grace_period: (\d+)s/.exec(read("deploy/compose.yaml"))?.[1]);
		for (const seconds of [stop, grace]) expect(seconds).toBeGreaterThan(drain);
	});

	it("has a unit whose command is the one that the image runs, without a complaint of systemd where it is there", () => {
		const unit = read("deploy/facewire.service");
		const [, program = ""] = /^ExecStart=\/usr\/bin\/(.*)$/m.exec(unit) ?? [];
		expect(read("deploy/Dockerfile")).toContain(
			`CMD ${JSON.stringify(program.split(" ")).replaceAll(",", ", ")}`,
		);
		const checked = spawnSync("systemd-analyze", [
			"verify",
			"--man=no",
			join(ROOT, "deploy/facewire.service"),
		]);
		const complaints = String(checked.stderr ?? "")
			.split("\n")
			.filter((line) => /facewire\.service:\d+:/.test(line));
		expect(complaints).toEqual([]);
	});

	it("lets nginx send a client's vendor sessions to one gateway, and ask no other", () => {
		const proxy = read("deploy/nginx.conf");
		const vendors = /location \/v1\/vendors\/ \{([^}]*)\}/.exec(proxy)?.[1] ?? "";
		const [, upstream = ""] = /proxy_pass http:\/\/(\w+);/.exec(vendors) ?? [];
		expect(vendors).toContain("proxy_next_upstream off;");
		expect(new RegExp(`upstream ${upstream} \\{([^}]*)\\}`).exec(proxy)?.[1]).toContain("ip_hash;");
	});

	it("lets nginx pass over a gateway that leaves, and keeps the metrics from the world", () => {
		const proxy = read("deploy/nginx.conf");
		expect(proxy).toMatch(/proxy_next_upstream [^;]*http_503[^;]*;/);
		expect(proxy).toContain("location ~ ^/(metrics|readyz)$");
	});
});
