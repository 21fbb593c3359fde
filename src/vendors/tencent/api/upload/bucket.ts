import { WireError } from "../../../../protocol/errors.ts";

/** Where material goes, as the upload credentials' `PathPrefix` says. */
export interface Bucket {
	/** Scheme and host of the bucket. */
	readonly origin: string;
	/** For the request's signature. */
	readonly region: string;
	/** Beginning of every key, ending in a slash. */
	readonly prefix: string;
}

/** `NAME-ACCOUNT.cos.REGION.myqcloud.com` */
const COS_HOST = /\.cos\.([\w-]+)\.myqcloud\.com$/;

/** A bucket of another host has none; the signature needs a word all the same. */
const NO_REGION = "default";

/**
 * Takes a `PathPrefix` apart: the bucket's host and the beginning of the keys. One that is printed without a scheme is
 * read as https. @throws {WireError}
 */
export function bucketOf(pathPrefix: string): Bucket {
	const address = /^https?:\/\//.test(pathPrefix) ? pathPrefix : `https://${pathPrefix}`;
	const url = URL.canParse(address) ? new URL(address) : null;
	if (url === null || url.pathname === "/")
		throw new WireError("$.Payload.PathPrefix", "expected the address of a bucket and a path");
	const path = decodeURIComponent(url.pathname.slice(1));
	return {
		origin: url.origin,
		region: COS_HOST.exec(url.hostname)?.[1] ?? NO_REGION,
		prefix: path.endsWith("/") ? path : `${path}/`,
	};
}
