/** The package's stage has nothing behind the avatar: what src/renderer/background.ts makes for videos, answered so. */
export const backgroundOf = () => null;
export const coverWith = () => {};
