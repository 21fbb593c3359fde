// Entry `facewire/vendors/akool`.
export { AkoolAdapter, type AkoolOptions } from "../akool/akool-adapter.ts";
