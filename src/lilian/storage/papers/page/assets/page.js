/* The plan page: show one day, search the lots, bring a store picked on the map into view. */
(() => {
  "use strict";
  const all = q => [...document.querySelectorAll(q)];
  const search = document.querySelector("[data-search]");
  let day = "", text = "";
  function sift() {
    for (const one of all("[data-day]")) {
      const other = day && !one.dataset.day.split(" ").includes(day);
      const unlike = text && one.matches(".lots li") && !one.querySelector("summary").textContent.toLowerCase().includes(text);
      one.toggleAttribute("hidden", !!(other || unlike));
    }
    for (const chip of all("[data-pick-day]")) chip.setAttribute("aria-pressed", String(chip.dataset.pickDay === day));
  }
  for (const chip of all("[data-pick-day]")) chip.addEventListener("click", () => { day = chip.dataset.pickDay; sift(); });
  search?.addEventListener("input", () => { text = search.value.trim().toLowerCase(); sift(); });
  document.addEventListener("map:pick", event => {
    if (!event.detail.onMap) return;
    const row = document.querySelector(`li[data-id="${CSS.escape(event.detail.id)}"]`);
    row?.scrollIntoView({ block: "nearest", behavior: "smooth" });
  });
  document.documentElement.classList.add("live");
})();
