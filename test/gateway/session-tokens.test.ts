import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { SpentTokens } from "../../src/gateway/bus/spent-tokens.ts";
import { SessionTokens, type TokenClaims } from "../../src/gateway/session-tokens.ts";
import { type Seconds, seconds } from "../../src/util/time.ts";

const CLAIMS: TokenClaims = { use: "open", sessionId: "s1", role: "owner", origin: "https://a.example" };
const MINUTE = seconds(60);

/** Tokens under a clock that the test moves. */
function tokensAt(start: number) {
	let time = start;
	const now = () => seconds(time);
	const spent = new SpentTokens(now);
	const spend = async (id: string, expiry: Seconds) => spent.spend(id, expiry);
	const tokens = new SessionTokens({ now, key: randomBytes(32), spend });
	return { tokens, spent, advance: (by: number) => (time += by) };
}

describe("SessionTokens", () => {
	it("gives back what was put in", async () => {
		const { tokens } = tokensAt(1000);
		const { token, id, expiresAt } = await tokens.mint(CLAIMS, MINUTE);
		expect(expiresAt).toBe(1060);
		expect(await tokens.redeem(token, CLAIMS.origin)).toEqual({ claims: CLAIMS, id, expiry: 1060 });
	});

	it("is over after its lifetime", async () => {
		const { tokens, advance } = tokensAt(1000);
		const { token } = await tokens.mint(CLAIMS, MINUTE);
		advance(60);
		expect(await tokens.redeem(token, CLAIMS.origin)).toEqual({ refused: "token-expired" });
	});

	it("opens once, and is not spent by a page that may not use it", async () => {
		const { tokens } = tokensAt(1000);
		const { token } = await tokens.mint(CLAIMS, MINUTE);
		expect(await tokens.redeem(token, "https://evil.example")).toEqual({ refused: "token-foreign-origin" });
		expect(await tokens.redeem(token, CLAIMS.origin)).toMatchObject({ claims: CLAIMS });
		expect(await tokens.redeem(token, CLAIMS.origin)).toEqual({ refused: "token-used" });
	});

	it("refuses a token of another gateway", async () => {
		const other = tokensAt(1000).tokens;
		const { token } = await other.mint(CLAIMS, MINUTE);
		expect(await tokensAt(1000).tokens.redeem(token, CLAIMS.origin)).toEqual({ refused: "token-altered" });
	});

	it("refuses a token with any character changed", async () => {
		const { tokens } = tokensAt(1000);
		const { token } = await tokens.mint(CLAIMS, MINUTE);
		// The last character of a part may hold unused bits: leave those out.
		for (const at of [0, 5, token.indexOf(".") + 3, token.lastIndexOf(".") + 3]) {
			const altered = `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
			expect(await tokens.redeem(altered, CLAIMS.origin)).toEqual({ refused: "token-altered" });
		}
	});

	it("remembers a used token only as long as it could be used", async () => {
		const { tokens, spent, advance } = tokensAt(1000);
		for (let i = 0; i < 5; i++) {
			const { token } = await tokens.mint(CLAIMS, MINUTE);
			await tokens.redeem(token, CLAIMS.origin);
			advance(40);
		}
		expect(spent.remembered).toBe(2);
	});
});
