// Node 20 loads no TypeScript by itself, and a worker thread does not inherit the loader that its parent has.
import { register } from "tsx/esm/api";

register();
await import("./speech-thread.ts");
