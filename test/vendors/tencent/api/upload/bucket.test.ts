import { describe, expect, it } from "vitest";
import { bucketOf } from "../../../../../src/vendors/tencent/api/upload/bucket.ts";

describe("bucketOf", () => {
	it("takes bucket, region and path out of a prefix of COS", () => {
		expect(bucketOf("https://people-125.cos.ap-nanjing.myqcloud.com/customer-pipeline/352/ab-cd/")).toEqual({
			origin: "https://people-125.cos.ap-nanjing.myqcloud.com",
			region: "ap-nanjing",
			prefix: "customer-pipeline/352/ab-cd/",
		});
	});

	it("reads one without a scheme or a last slash all the same", () => {
		expect(bucketOf("people-125.cos.ap-nanjing.myqcloud.com/a/b")).toMatchObject({
			origin: "https://people-125.cos.ap-nanjing.myqcloud.com",
			prefix: "a/b/",
		});
	});

	it.each(["", "https://people.example.com/", "not an address"])("refuses %o", (prefix) => {
		expect(() => bucketOf(prefix)).toThrow("$.Payload.PathPrefix: expected the address of a bucket");
	});
});
