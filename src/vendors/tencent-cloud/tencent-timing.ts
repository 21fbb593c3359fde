import { seconds } from "../../util/time.ts";

// Where no source is named, the documents say nothing and the value is ours.

/** The gateway gives up on an answer after 20 s; then at the latest something has to come. */
export const ANSWER_TIME = seconds(25);
/** Between two looks at a session that is being prepared (vendor's guide). */
export const POLL_INTERVAL = seconds(5);
/** "Generally does not exceed two minutes" (specs, "Process Description"), and half a minute. */
export const PREPARE_TIME = seconds(150);
export const SOCKET_TIME = seconds(10);
export const FIRST_FRAME_TIME = seconds(20);
export const DRIVE_START_TIME = seconds(10);
export const STOP_ANSWER_TIME = seconds(5);
/** Texts must be more than a second apart (specs, "Text-driven Instructions"). */
export const TEXT_INTERVAL = seconds(1.1);
/** More than 30 s; the channel is cut after three minutes of silence (specs, "Heartbeat Instruction"). */
export const HEARTBEAT_INTERVAL = seconds(60);
export const CLOSE_TIME = seconds(5);
/** When there is no computer free, asking again at once is no use. */
export const CAPACITY_PAUSE = seconds(10);
/** Sockets in a row that never opened before it is given up. */
export const MOST_REFUSED = 3;
/** Looks at the session in a row that failed before it is given up. */
export const MOST_FAILURES = 4;

/** Pause before try `attempt` (from 0): 1, 2, 4, 8 s. */
export const pauseBefore = (attempt: number) => seconds(2 ** Math.min(attempt, 3));
