import { afterAll, expect } from "vitest";
import { leaks } from "./log-watch.ts";

// Set-up of every test file: whatever its gateways and programs have logged by its end holds no secret.

afterAll(() => expect(leaks(), "secrets in the logs of this file").toEqual([]));
