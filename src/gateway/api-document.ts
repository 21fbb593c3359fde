/** The part of the OpenAPI document that no route knows; the rest is made from the routes' own schemas. */
export const API_DOCUMENT = {
	openapi: "3.1.0",
	info: {
		title: "Facewire gateway",
		version: "1",
		description:
			"Opens sessions for browsers. What passes on a session's socket is described in docs/gateway.md: the vendor's messages, verbatim, and the gateway's own.",
	},
	components: {
		securitySchemes: {
			bearer: {
				type: "http" as const,
				scheme: "bearer",
				description: "An application key; to look at or end a session also its own resume token.",
			},
		},
	},
};
