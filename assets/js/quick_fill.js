// "Same as last time": a button puts a known figure into a box. Shown only where this script runs.
function put(button) {
  const box = document.getElementById(button.dataset.fills);
  if (!box) return;
  box.value = button.dataset.value;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

export function quickFill() {
  const found = document.querySelectorAll("[data-fills], [data-fills-all]");
  for (const button of found) button.hidden = false;
  document.addEventListener("click", event => {
    const one = event.target.closest("[data-fills]"), all = event.target.closest("[data-fills-all]");
    if (one) put(one);
    if (all) all.form.querySelectorAll("[data-fills]").forEach(put);
  });
}
