import { FacewireAvatar } from "facewire/react";
import { createElement, useRef, useState } from "react";
import { createRoot } from "react-dom/client";

function App() {
	const avatar = useRef(null);
	const [heard, setHeard] = useState("");
	return createElement(
		"main",
		null,
		createElement(FacewireAvatar, {
			ref: avatar,
			gateway: "/",
			src: "/avatars/light-head.glb",
			variant: "bare",
			loading: "eager",
			// The package's dist folder, copied to the public files: a bundler moves what it bundles.
			assetBase: "/facewire/",
			onSpeechEnd: ({ detail }) => setHeard(detail.heardText),
		}),
		createElement(
			"button",
			{ type: "button", onClick: () => avatar.current.speak("Hello from React.") },
			"Speak",
		),
		createElement("output", null, heard),
	);
}

createRoot(document.querySelector("#root")).render(createElement(App));
