// The element's core, under a name that the single-file script knows.
export { WidgetCore } from "../core.ts";
