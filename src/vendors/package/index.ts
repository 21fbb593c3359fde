// Entry `facewire/vendors`: what all vendors' adapters have in common. The adapters: `facewire/vendors/tencent-cloud`,
// `…/iflytek`, `…/softsugar`, `…/akool`; what plays their streams: `…/players`.
export type { Capability } from "../capability.ts";
export type { Drive, DriveOutcome, SayAudioOptions, SayOptions, TextDrive, VoiceOptions } from "../drive.ts";
export { GatewayBroker, type GatewayBrokerOptions } from "../gateway-broker.ts";
export type { Limits } from "../limits.ts";
export type { SessionBroker } from "../session-broker.ts";
export type { StreamDescriptor, StreamKind } from "../stream-descriptor.ts";
export { UnsupportedError } from "../unsupported-error.ts";
export type { VendorAdapter } from "../vendor-adapter.ts";
export { VendorError } from "../vendor-error.ts";
export type { VendorEvents } from "../vendor-event.ts";
export type { CloseReason, VendorPhase, VendorState } from "../vendor-state.ts";
