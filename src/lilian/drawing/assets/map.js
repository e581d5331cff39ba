/* Lilian maps: zoom and pan by wheel, drag, pinch, buttons and keys; whatever shares a data-id lights up together. */
(() => {
  "use strict";
  const KM = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200];
  const clamp = (v, lo, hi) => Math.min(hi, Math.max(lo, v));

  function setUp(figure) {
    const svg = figure.querySelector("svg"), world = svg.querySelector(".map-world"), scale = svg.querySelector(".map-scale");
    const { width: W, height: H } = svg.viewBox.baseVal, touches = new Map();
    let z = 1, x = 0, y = 0, moved = 0;

    function show() {
      z = clamp(z, 1, 14);
      x = clamp(x, W - W * z, 0);
      y = clamp(y, H - H * z, 0);
      const u = 1 / (svg.getScreenCTM()?.a || 1), s = Math.sqrt(u) / z ** 0.72;
      world.setAttribute("transform", `translate(${x} ${y}) scale(${z})`);
      const set = (name, value) => svg.style.setProperty(name, value.toFixed(3));
      set("--map-u", u); set("--map-s", s); set("--map-n", u ** 0.8 / z ** 0.9); set("--map-w", z ** 0.3 / Math.max(1, u) ** 0.85); set("--map-ts", u / z ** 0.88 / s);
      const near = z / Math.sqrt(Math.max(1, u));
      svg.dataset.level = near > 5 ? 3 : near > 2.2 ? 2 : u > 1.5 && near < 1.1 ? 0 : 1;
      svg.style.touchAction = z > 1 ? "none" : "pan-y";
      const perKm = scale.dataset.units * z, km = KM.filter(k => k * perKm <= W / 4).pop() || KM[0];
      scale.firstChild.setAttribute("d", `M0 -5V0H${km * perKm}V-5`);
      scale.querySelector("text").textContent = `${km} ${scale.dataset.unit}`;
    }
    function at(event) {
      const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      return [p.x, p.y];
    }
    function zoom(factor, [px, py] = [W / 2, H / 2]) {
      const next = clamp(z * factor, 1, 14);
      x = px - (px - x) * next / z; y = py - (py - y) * next / z; z = next;
      show();
    }
    const reset = () => { z = 1; x = y = 0; show(); };

    svg.addEventListener("wheel", event => {
      if (!event.ctrlKey && document.activeElement !== svg) return;
      event.preventDefault();
      zoom(Math.exp(-event.deltaY / 400), at(event));
    }, { passive: false });
    svg.addEventListener("pointerdown", event => { touches.set(event.pointerId, at(event)); moved = 0; });
    svg.addEventListener("pointermove", event => {
      const was = touches.get(event.pointerId);
      if (!was) return;
      const now = at(event), other = [...touches].find(([id]) => id !== event.pointerId);
      moved += Math.hypot(now[0] - was[0], now[1] - was[1]);
      x += (now[0] - was[0]) / touches.size; y += (now[1] - was[1]) / touches.size;
      touches.set(event.pointerId, now);
      if (moved > 4 && !svg.hasPointerCapture(event.pointerId)) svg.setPointerCapture(event.pointerId);
      if (other) {
        const far = p => Math.hypot(p[0] - other[1][0], p[1] - other[1][1]);
        zoom(far(now) / Math.max(1, far(was)), [(now[0] + other[1][0]) / 2, (now[1] + other[1][1]) / 2]);
      } else show();
    });
    for (const end of ["pointerup", "pointercancel", "pointerleave"]) svg.addEventListener(end, event => touches.delete(event.pointerId));
    svg.addEventListener("click", event => { if (moved > 6) event.stopPropagation(); });
    svg.addEventListener("dblclick", event => zoom(2, at(event)));
    svg.addEventListener("keydown", event => {
      const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
      if (step) { x += step[0]; y += step[1]; show(); }
      else if (event.key === "+" || event.key === "=") zoom(1.5);
      else if (event.key === "-") zoom(1 / 1.5);
      else if (event.key === "0") reset();
      else return;
      event.preventDefault();
    });
    figure.querySelector(".map-buttons").addEventListener("click", event => {
      const kind = event.target.dataset.zoom;
      if (kind === "all") reset(); else if (kind) zoom(kind === "in" ? 1.6 : 1 / 1.6);
    });
    new ResizeObserver(show).observe(svg);
    figure.classList.add("map-live");
  }

  let pinned = "";
  function light(id) {
    for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
    document.documentElement.classList.toggle("map-has-lit", !!id);
    if (!id) return;
    const all = q => document.querySelectorAll(q), q = CSS.escape(id);
    for (const one of all(`[data-id="${q}"],[data-link~="${q}"]`)) {
      one.classList.add("lit");
      if (one.matches(".map-flow")) for (const link of one.dataset.link.split(" "))
        for (const end of all(`.map-place[data-id="${CSS.escape(link)}"]`)) end.classList.add("lit");
    }
  }
  const idOf = event => event.target.closest?.("[data-id]")?.dataset.id || "";
  document.addEventListener("pointerover", event => { if (event.pointerType === "mouse") light(idOf(event) || pinned); });
  document.addEventListener("focusin", event => { if (idOf(event)) light(idOf(event)); });
  document.addEventListener("click", event => {
    const id = idOf(event), map = event.target.closest?.("[data-map]");
    if (!id && !map) return;
    pinned = pinned === id ? "" : id;
    light(pinned);
    if (id) document.dispatchEvent(new CustomEvent("map:pick", { detail: { id, pinned, onMap: !!map } }));
  });
  document.querySelectorAll("[data-map]").forEach(setUp);
  document.addEventListener("htmx:load", event => event.target.querySelectorAll?.("[data-map]:not(.map-live)").forEach(setUp));
})();
