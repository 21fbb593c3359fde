import { VideoHost } from "../src/debug/video/video-host.ts";
import { type Endpoint, typedPort } from "../src/util/typed-port.ts";

// The compiler takes `self` for a window here, whose postMessage has other arguments.
new VideoHost(typedPort(self as unknown as Endpoint));
