// Entry `facewire/vendors/iflytek`.
export { IflytekAdapter } from "../iflytek/iflytek-adapter.ts";
export type { IflytekOptions } from "../iflytek/iflytek-options.ts";
