// Entry `facewire/vendors/akool`.
export { AkoolAdapter } from "../akool/akool-adapter.ts";
export type { AkoolOptions } from "../akool/akool-options.ts";
