import { FacewireAvatar } from "facewire/react";
import { createElement } from "react";

// Rendered on the server, where there is no HTMLElement: the bare tag comes out, and the browser gives it life.
export default function Page() {
	return createElement(
		FacewireAvatar,
		{ gateway: "https://gateway.example/", variant: "floating", className: "helper" },
		createElement("p", null, "Our helper needs JavaScript."),
	);
}
