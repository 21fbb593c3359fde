/** What the avatar does with itself while nobody hears it speak. */
export type Mood = "idle" | "listening" | "thinking";
