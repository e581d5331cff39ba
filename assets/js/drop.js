// A box to drop a file on. The browser's own input lies over it, unseen, and does all the work; here stands what was chosen.
const MEGABYTE = 1024 * 1024;

function size(bytes) {
  return bytes < MEGABYTE ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

function dress(box) {
  const input = box.querySelector("input"), words = box.querySelector("[data-drop-words]"), asked = words.textContent;
  box.classList.add("drop-live");
  const tell = () => {
    const [file] = input.files;
    words.textContent = file ? `${file.name} · ${size(file.size)}` : asked;
    box.classList.toggle("chosen", Boolean(file));
  };
  input.addEventListener("change", tell);
  for (const name of ["dragenter", "dragover"]) box.addEventListener(name, () => box.classList.add("over"));
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("over"));
  tell();
}

export function drop() {
  document.querySelectorAll("[data-drop]").forEach(dress);
}
