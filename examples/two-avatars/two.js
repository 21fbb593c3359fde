const [left, right] = document.querySelectorAll("facewire-avatar");

// One answers when the other has finished.
left.addEventListener("speechend", () => right.speak("I am right."));

document.querySelector("#talk").addEventListener("click", () => left.speak("I am left."));
