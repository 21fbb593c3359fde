/** The Khronos validator ships no types. */
declare module "gltf-validator" {
	interface Message {
		code: string;
		message: string;
		pointer?: string;
		/** 0 is an error, 1 a warning. */
		severity: number;
	}
	export function validateBytes(bytes: Uint8Array): Promise<{ issues: { messages: Message[] } }>;
}
