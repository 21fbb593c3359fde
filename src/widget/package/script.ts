import { defineFacewireAvatar } from "../define.ts";

// The single file for a `<script>` tag, a classic script: what it loads later lies beside it.
const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;
const assets = new URL(".", here).href;

defineFacewireAvatar({ loadCore: () => import(/* @vite-ignore */ new URL("core.js", assets).href), assets });
