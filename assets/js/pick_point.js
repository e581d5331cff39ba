// A map beside a form of degrees: a tap sets them in WGS-84 and moves the mark; degrees typed move it too. Without this
// script the fields work alone. A drag is no tap: map.js keeps its click to itself.
const DIGITS = 6; // a tenth of a metre

function setUp(figure) {
  const form = document.querySelector("form.fields"), world = figure.querySelector(".map-world");
  const { lat, lon, source_crs: system, at_village: village } = form?.elements ?? {};
  if (!lat || !lon) return;
  const { north, west, perLat, perLon } = Object.fromEntries(Object.entries(figure.dataset).map(([key, value]) => [key, Number(value)]));
  const marks = figure.querySelectorAll('[data-id="here"]'), panel = figure.closest(".pick-map"), said = panel.querySelector("[data-picked]");
  panel.querySelector("[data-pick-help]").hidden = false;

  function move(y, x) {
    for (const mark of marks) mark.setAttribute("transform", `translate(${(x - west) * perLon} ${(north - y) * perLat})`);
  }
  function tell() {
    said.textContent = said.dataset.words.replace("{lat}", lat.value).replace("{lon}", lon.value);
  }
  figure.querySelector("svg").addEventListener("click", event => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(world.getScreenCTM().inverse());
    lat.value = (north - point.y / perLat).toFixed(DIGITS);
    lon.value = (west + point.x / perLon).toFixed(DIGITS);
    if (system) system.value = "wgs84";
    if (village) village.value = "";
    move(Number(lat.value), Number(lon.value));
    tell();
    lat.dispatchEvent(new Event("input", { bubbles: true })); // the draft keeps it
  });
  form.addEventListener("input", event => {
    const isPoint = [lat, lon, system].includes(event.target), y = Number(lat.value), x = Number(lon.value);
    if (isPoint && event.isTrusted && lat.value && lon.value && system?.value === "wgs84" && Number.isFinite(x + y)) move(y, x);
  });
}

export function pickPoint() {
  document.querySelectorAll("[data-picks]").forEach(setUp);
}
