import {
	createElement,
	type ForwardedRef,
	forwardRef,
	type HTMLAttributes,
	type ReactElement,
	useEffect,
	useImperativeHandle,
	useRef,
} from "react";
import type { FacewireAvatar as AvatarElement } from "../facewire-avatar.ts";
import type { Reflected } from "../reflected.ts";
import type { WidgetEvents } from "../widget-events.ts";
import { REACT_EVENTS } from "./react-events.ts";

type Handlers = {
	[Prop in keyof typeof REACT_EVENTS]?: (
		event: CustomEvent<WidgetEvents[(typeof REACT_EVENTS)[Prop]]>,
	) => void;
};

/** The element's attributes in camel case, its events as `on…`, and what any HTML element takes. */
export type FacewireAvatarProps = Partial<Reflected> &
	Handlers &
	Pick<AvatarElement, never> & { sessionProvider?: AvatarElement["sessionProvider"] } & Omit<
		HTMLAttributes<HTMLElement>,
		keyof Handlers | keyof Reflected
	>;

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** React 18 sets everything on a custom element as an attribute: what is none is kept apart. */
function split(props: FacewireAvatarProps) {
	const attributes: Record<string, unknown> = {};
	const handlers: [string, (event: CustomEvent) => void][] = [];
	for (const [name, value] of Object.entries(props)) {
		if (name in REACT_EVENTS) {
			if (value !== undefined)
				handlers.push([REACT_EVENTS[name as keyof typeof REACT_EVENTS], value as never]);
		} else if (name === "className") attributes.class = value;
		else if (typeof value === "boolean") attributes[kebab(name)] = value ? "" : undefined;
		else if (name !== "sessionProvider")
			attributes[name === "style" || name === "children" ? name : kebab(name)] = value;
	}
	return { attributes, handlers };
}

function Avatar(props: FacewireAvatarProps, ref: ForwardedRef<AvatarElement>): ReactElement {
	const own = useRef<AvatarElement>(null);
	useImperativeHandle(ref, () => own.current as AvatarElement, []);
	const { attributes, handlers } = split(props);
	const latest = useRef(handlers);
	latest.current = handlers;
	const { sessionProvider } = props;
	useEffect(() => {
		// On the client only: a server renders the bare tag.
		void import("./element.ts");
	}, []);
	useEffect(() => {
		if (own.current !== null) own.current.sessionProvider = sessionProvider;
	}, [sessionProvider]);
	useEffect(() => {
		const ended = new AbortController();
		for (const type of Object.values(REACT_EVENTS))
			own.current?.addEventListener(
				type as string,
				(event: Event) => {
					for (const [wanted, handle] of latest.current) if (wanted === type) handle(event as CustomEvent);
				},
				{ signal: ended.signal },
			);
		return () => ended.abort();
	}, []);
	return createElement("facewire-avatar", { ...attributes, ref: own });
}

/** `<facewire-avatar>` for React 18 and 19; renders the bare tag on a server, and defines it in the browser. */
export const FacewireAvatar = forwardRef<AvatarElement, FacewireAvatarProps>(Avatar);
