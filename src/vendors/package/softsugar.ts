// Entry `facewire/vendors/softsugar`.
export type { LiveScript } from "../softsugar/live-script.ts";
export { SoftSugarAdapter, type SoftSugarOptions } from "../softsugar/softsugar-adapter.ts";
