// Slips leave this phone in the order they were weighed, each by its own key: sent twice, it is one slip. What the server
// refuses stays with its reason until it is put right; what it takes is shown with its number.
import { forget, keep, kept } from "./slips_kept.js";

const AGAIN_MS = 15_000, SHOWN_SENT = 3, KEPT_SENT_MS = 12 * 3600 * 1000, IN_PROGRESS = "base.request_in_progress";
const cookie = name => document.cookie.split("; ").find(each => each.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";

async function send(slip) {
  const body = new URLSearchParams(slip.values), headers = { Accept: "application/json", "X-CSRFToken": cookie("csrftoken") };
  const answer = await fetch(slip.url, { method: "POST", body, headers, redirect: "manual", credentials: "same-origin" });
  const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
  if (answer.type === "opaqueredirect" || (!isOurs && answer.status === 403)) return { state: "waiting", signIn: true };
  if (!isOurs || answer.status >= 500) return { state: "waiting" };
  const said = await answer.json();
  if (answer.status === 201) return { state: "sent", said };
  return said.code === IN_PROGRESS ? { state: "waiting" } : { state: "refused", said };
}

export function outbox(box, scale) {
  const user = box.dataset.user, list = box.querySelector("[data-list]"), line = box.querySelector("[data-line]");
  const waiting = box.querySelector("[data-waiting]"), signIn = box.querySelector("[data-sign-in]");
  let busy = false, again = false;

  function item(slip) {
    const made = box.querySelector(`template[data-item="${slip.state}"]`).content.firstElementChild.cloneNode(true);
    made.dataset.key = slip.key;
    made.querySelector("[data-who]").textContent = slip.who;
    made.querySelector("[data-kilos]").textContent = `${slip.said?.kilos ?? slip.kilos} kg`;
    if (slip.state === "sent") {
      made.querySelector("[data-number]").textContent = slip.said.number;
      made.querySelector("[data-url]").href = slip.said.url;
    }
    if (slip.state === "refused") refused(made, slip);
    return made;
  }

  function refused(made, slip) {
    made.querySelector("[data-why]").textContent = `${slip.said.sentence} ${slip.said.remedy}`.trim();
    const sure = made.querySelector("[data-sure]");
    sure.hidden = slip.said.code !== "receiving.looks_odd";
    sure.addEventListener("click", async () => {
      const values = [...slip.values.filter(([name]) => name !== "sure"), ["sure", "on"]];
      await keep({ ...slip, values, state: "waiting", said: null });
      flush();
    });
    made.querySelector("[data-change]").addEventListener("click", async () => {
      scale.fill(slip.values);
      scale.form.dataset.key = slip.key;
      scale.form.dataset.at = slip.at;
    });
    made.querySelector("[data-drop]").addEventListener("click", async () => { await forget(slip.key); show(); });
  }

  async function show() {
    const mine = (await kept()).filter(slip => slip.user === user);
    const open = mine.filter(slip => slip.state !== "sent"), count = open.filter(slip => slip.state === "waiting").length;
    const sent = mine.filter(slip => slip.state === "sent");
    list.replaceChildren(...open.map(item), ...sent.slice(-SHOWN_SENT).reverse().map(item));
    waiting.hidden = !count;
    waiting.querySelector("[data-count]").textContent = count;
    line.hidden = navigator.onLine;
  }

  async function tidy() {
    const old = new Date(Date.now() - KEPT_SENT_MS).toISOString();
    for (const slip of await kept()) if (slip.state === "sent" && slip.at < old) await forget(slip.key);
  }

  // One after the other; whoever comes while it runs makes it run once more.
  async function flush() {
    if (busy) { again = true; return; }
    busy = true;
    try {
      do { again = false; await pass(); } while (again);
    } finally {
      busy = false;
      await show();
    }
  }

  async function pass() {
    await show();
    for (const slip of (await kept()).filter(each => each.state === "waiting" && each.user === user)) {
      let told;
      try { told = await send(slip); } catch { return; /* no connection: they stay */ }
      signIn.hidden = !told.signIn;
      if (told.state === "waiting") return;
      await keep({ ...slip, ...told });
      await show();
    }
  }

  async function take(event) {
    if (!scale.ready()) { event.preventDefault(); event.stopImmediatePropagation(); scale.point(); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    const { form } = scale, at = form.dataset.at || new Date().toISOString(), key = form.dataset.key || crypto.randomUUID();
    form.elements.weighed_at.value = at;
    const values = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "idempotency_key");
    values.push(["idempotency_key", key]);
    const slip = { key, user, url: location.pathname, values, at, ...scale.summary(), state: "waiting", said: null };
    await keep(slip);
    delete form.dataset.key;
    delete form.dataset.at;
    scale.clear();
    window.scrollTo({ top: 0 });
    flush();
  }

  // Without a database of its own a browser sends the form as any other.
  if (!window.indexedDB || !window.crypto?.randomUUID) return;
  scale.form.addEventListener("submit", take, true);
  box.querySelector("[data-send]").addEventListener("click", flush);
  window.addEventListener("online", flush);
  window.addEventListener("offline", show);
  setInterval(flush, AGAIN_MS);
  tidy().then(flush);
}
