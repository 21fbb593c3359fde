/** Reads plain models (see `plain-model.ts`); in the package's build a part of the one that `whole-three.ts` has. */
export { GLTFLoader as PlainLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
