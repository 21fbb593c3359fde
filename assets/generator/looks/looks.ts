import { LEO } from "./leo.ts";
import { LIN } from "./lin.ts";
import type { Look } from "./look.ts";
import { MIRA } from "./mira.ts";

/** Every look that is shipped; the first one is the default. */
export const LOOKS: readonly Look[] = [MIRA, LEO, LIN];
