// What was typed stays on this phone until the server has said it is saved. Passwords, codes and files are never kept.
const PREFIX = "lilian-draft:";
const SKIPPED = new Set(["password", "file", "hidden", "submit", "button"]);

const fields = form => [...form.elements].filter(
  field => field.name && !SKIPPED.has(field.type) && field.autocomplete !== "one-time-code");

function read(key) {
  try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
}

function write(key, value) {
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private window or full: nothing is promised */ }
}

const picked = field => field.type === "checkbox" || field.type === "radio";

function values(form) {
  return fields(form).filter(field => !picked(field) || field.checked).map(field => [field.name, field.value]);
}

function restore(form, saved) {
  for (const field of fields(form)) {
    const given = saved.filter(([name]) => name === field.name).map(([, value]) => value);
    if (picked(field)) field.checked = given.includes(field.value);
    else if (given.length) field.value = given[0];
  }
}

const differs = (form, saved) => JSON.stringify(values(form)) !== JSON.stringify(saved);

function follow(form) {
  const key = PREFIX + form.dataset.draft, draft = read(key), note = form.querySelector("[data-draft-note]");
  if (draft && !form.dataset.bound && differs(form, draft.values)) {
    restore(form, draft.values);
    if (note) note.hidden = false;
  }
  note?.querySelector("button")?.addEventListener("click", () => {
    localStorage.removeItem(key);
    form.reset();
    note.hidden = true;
  });
  form.addEventListener("input", () => write(key, { values: values(form) }));
  form.addEventListener("submit", () => write(key, { values: values(form), sent: true }));
}

// The server's "saved" message is the only proof; until then a sent draft is kept.
function settle() {
  const saved = document.body.hasAttribute("data-saved");
  for (const key of Object.keys(localStorage).filter(name => name.startsWith(PREFIX))) {
    const draft = read(key);
    if (saved && draft?.sent) localStorage.removeItem(key);
  }
}

export function drafts() {
  try { settle(); } catch { return; }
  document.querySelectorAll("form[data-draft]").forEach(follow);
  document.addEventListener("htmx:load", event => event.target.querySelectorAll?.("form[data-draft]").forEach(follow));
}
