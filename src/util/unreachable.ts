/** Ends a `switch` over a closed union: a member that is not handled fails to compile, and throws if it comes from outside. */
export function unreachable(value: never): never {
	throw new TypeError(`Unexpected value: ${JSON.stringify(value)}`);
}
