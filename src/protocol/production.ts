/** Forms in which a video can be had (Tencent server API, "Video Production API - Basic Edition", VideoParam.Format). */
export const PRODUCTION_FORMATS = ["TransparentWebm", "GreenScreenMp4"] as const;

/** `POST /v1/productions`: what a page orders. */
export interface ProductionRequest {
	/** SSML or plain text without line breaks, 1 to 20,000 characters. */
	readonly text: string;
	/** VirtualmanKey of the avatar. */
	readonly avatar: string;
	/** TimbreKey; the avatar's own voice by default. */
	readonly voice?: string;
	/** 0.5 to 1.5; 1, the default, is normal. */
	readonly speed?: number;
	/** The vendor's default is the first. */
	readonly format?: (typeof PRODUCTION_FORMATS)[number];
}

/** The service has taken an order; it costs money from here, and nothing takes it back. */
export interface ProductionGrant {
	/** The bearer of `GET` and `DELETE /v1/productions/order`. */
	readonly token: string;
	/** Seconds after which the page is to ask again at the latest, or it is taken to be gone. */
	readonly renewEvery: number;
}

/** `GET /v1/productions/order`: how an order stands. */
export type ProductionState =
	/** `ahead` other tasks come before it. */
	| { readonly phase: "queued"; readonly ahead: number }
	/** `progress` is a share, 0 … 1. */
	| { readonly phase: "making"; readonly progress: number }
	| {
			readonly phase: "ready";
			/** Path of the file below the gateway's address, good for as long as the page shows itself. */
			readonly video: string;
			/** Seconds; 0 if the service does not tell. */
			readonly duration: number;
			/** `null` if its server does not tell. */
			readonly bytes: number | null;
	  }
	/** `reason` is a sentence. */
	| { readonly phase: "failed"; readonly reason: string };
