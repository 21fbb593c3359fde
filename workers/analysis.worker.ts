import { AnalysisHost } from "../src/debug/analysis-host.ts";
import { type Endpoint, typedPort } from "../src/util/typed-port.ts";

// The compiler takes `self` for a window here, whose postMessage has other arguments.
new AnalysisHost(typedPort(self as unknown as Endpoint));
