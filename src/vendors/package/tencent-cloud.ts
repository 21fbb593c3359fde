// Entry `facewire/vendors/tencent-cloud`.
export { TencentCloudAdapter } from "../tencent-cloud/tencent-adapter.ts";
