// A form that lists what is nearest: ask the phone where it is, to some hundred metres, and send only that.
const WAIT_MS = 10_000;
const rounded = degrees => degrees.toFixed(3);

function go(form, { coords }) {
  const asked = new URLSearchParams(new FormData(form));
  asked.delete("from");
  asked.set("lat", rounded(coords.latitude));
  asked.set("lon", rounded(coords.longitude));
  location.search = asked;
}

export function near() {
  const form = document.querySelector("form[data-near]"), button = form?.querySelector("[data-locates]");
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    button.setAttribute("aria-busy", "true");
    const failed = () => {
      button.removeAttribute("aria-busy");
      form.querySelector("[data-not-located]").hidden = false;
    };
    navigator.geolocation.getCurrentPosition(position => go(form, position), failed, { timeout: WAIT_MS });
  });
}
