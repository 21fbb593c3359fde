import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";

/** Temporary credentials of the stand-in's storage. */
interface Grant {
	readonly secretId: string;
	readonly token: string;
	/** Seconds since 1970. */
	readonly expires: number;
}

interface Upload {
	readonly key: string;
	readonly parts: Map<number, Buffer>;
}

/** Misbehaviour of the storage, each used up by one part. */
export type StorageFault = "break" | "expire";

const xml = (body: string) => `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
const etag = (bytes: Buffer) => `"${createHash("md5").update(bytes).digest("hex")}"`;

/**
 * The vendor's object storage as S3 clients speak to it: multipart uploads with temporary credentials. It checks that
 * the credentials are its own and good; the signature's bytes it takes on trust. Parts stay where they are when an
 * upload breaks off.
 */
export class StorageStandIn {
	readonly #now: () => number;
	readonly #grants = new Map<string, Grant>();
	readonly #uploads = new Map<string, Upload>();
	readonly objects = new Map<string, Buffer>();
	/** Numbers of the parts that came, in order, for tests. */
	readonly partsReceived: number[] = [];
	readonly faults: StorageFault[] = [];
	#count = 0;

	/** @param now seconds since 1970 */
	constructor(now: () => number) {
		this.#now = now;
	}

	grant(secretId: string, token: string, expires: number): void {
		this.#grants.set(secretId, { secretId, token, expires });
	}

	/** Ends every credential that was given. */
	expireAll(): void {
		for (const [id, grant] of this.#grants) this.#grants.set(id, { ...grant, expires: 0 });
	}

	async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? "/", "http://storage");
		const key = decodeURIComponent(url.pathname.slice(1));
		const refused = this.#refusal(request);
		if (refused !== undefined) {
			request.resume();
			return answerError(response, 403, refused);
		}
		const { searchParams: query } = url;
		if (request.method === "POST" && query.has("uploads")) return this.#create(key, response);
		const uploadId = query.get("uploadId") ?? "";
		const upload = this.#uploads.get(uploadId);
		if (upload === undefined || upload.key !== key) return answerError(response, 404, "NoSuchUpload");
		if (request.method === "GET") return listParts(upload, uploadId, response);
		if (request.method === "PUT")
			return this.#part(upload, Number(query.get("partNumber")), request, response);
		return this.#complete(upload, uploadId, response);
	}

	#refusal({ headers }: IncomingMessage): string | undefined {
		const secretId = /Credential=([^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "";
		const grant = this.#grants.get(secretId);
		if (grant === undefined) return "InvalidAccessKeyId";
		if (headers["x-amz-security-token"] !== grant.token) return "InvalidToken";
		return grant.expires <= this.#now() ? "ExpiredToken" : undefined;
	}

	#create(key: string, response: ServerResponse): void {
		const uploadId = `upload-${++this.#count}`;
		this.#uploads.set(uploadId, { key, parts: new Map() });
		const body = `<InitiateMultipartUploadResult><Key>${key}</Key><UploadId>${uploadId}</UploadId></InitiateMultipartUploadResult>`;
		response.writeHead(200, { "content-type": "application/xml" }).end(xml(body));
	}

	async #part(
		{ parts }: Upload,
		number: number,
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		const fault = this.faults.shift();
		if (fault === "break") return void request.socket.destroy();
		if (fault === "expire") this.expireAll();
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const bytes = Buffer.concat(chunks);
		parts.set(number, bytes);
		this.partsReceived.push(number);
		response.writeHead(200, { etag: etag(bytes) }).end();
	}

	#complete({ key, parts }: Upload, uploadId: string, response: ServerResponse): void {
		const ordered = [...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
		this.objects.set(key, Buffer.concat(ordered));
		this.#uploads.delete(uploadId);
		const body = `<CompleteMultipartUploadResult><Key>${key}</Key></CompleteMultipartUploadResult>`;
		response.writeHead(200, { "content-type": "application/xml" }).end(xml(body));
	}
}

function listParts({ key, parts }: Upload, uploadId: string, response: ServerResponse): void {
	const list = [...parts].map(
		([number, bytes]) =>
			`<Part><PartNumber>${number}</PartNumber><ETag>${etag(bytes)}</ETag><Size>${bytes.length}</Size></Part>`,
	);
	const body = `<ListPartsResult><Key>${key}</Key><UploadId>${uploadId}</UploadId><IsTruncated>false</IsTruncated>${list.join("")}</ListPartsResult>`;
	response.writeHead(200, { "content-type": "application/xml" }).end(xml(body));
}

function answerError(response: ServerResponse, status: number, code: string): void {
	const body = `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
	response.writeHead(status, { "content-type": "application/xml" }).end(xml(body));
}
