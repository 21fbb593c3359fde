import { defineFacewireAvatar } from "./define.ts";

// Importing this file makes the element known.
defineFacewireAvatar({ loadCore: () => import("./core.ts") });

export { defineFacewireAvatar } from "./define.ts";
export { FacewireAvatar } from "./facewire-avatar.ts";
