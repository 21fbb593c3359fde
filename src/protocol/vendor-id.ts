/** The other vendors, whose cloud-rendered avatars are shown beside ours. */
export const VENDOR_IDS = ["tencent-cloud", "iflytek", "softsugar", "akool"] as const;
export type VendorId = (typeof VENDOR_IDS)[number];
