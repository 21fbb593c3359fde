export { SeededRandom } from "../../src/util/seeded-random.ts";
