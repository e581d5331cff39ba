// Where tabs or chips run off the screen, the chosen one is brought into view.
function show(here) {
  const list = here.closest("ul");
  if (!list || list.scrollWidth <= list.clientWidth) return;
  const at = here.getBoundingClientRect(), frame = list.getBoundingClientRect();
  list.scrollLeft += at.left - frame.left - (frame.width - at.width) / 2;
}

const showAll = within => within.querySelectorAll(".tabs [aria-current], .chips [aria-current]").forEach(show);

export function inView() {
  showAll(document);
  document.addEventListener("htmx:afterSwap", event => showAll(event.target.parentElement ?? event.target));
}
