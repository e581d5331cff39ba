// A name written with a finger: the strokes go with the form as a picture. Without scripts there is the photo.
const INK = "#10180d";

function pad(box) {
  const canvas = box.querySelector("canvas"), form = box.closest("form");
  const target = form.querySelector("[data-strokes]"), ink = canvas.getContext("2d");
  let last = null;
  const clear = () => {
    ink.fillStyle = "#fff";
    ink.fillRect(0, 0, canvas.width, canvas.height);
    target.value = "";
  };
  const at = event => {
    const frame = canvas.getBoundingClientRect();
    return [(event.clientX - frame.left) * canvas.width / frame.width, (event.clientY - frame.top) * canvas.height / frame.height];
  };
  Object.assign(ink, { lineWidth: 9, lineCap: "round", lineJoin: "round", strokeStyle: INK });
  clear();
  box.hidden = false;
  canvas.addEventListener("pointerdown", event => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", event => {
    if (!last) return;
    const here = at(event);
    ink.beginPath();
    ink.moveTo(...last);
    ink.lineTo(...here);
    ink.stroke();
    last = here;
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => {
    if (last) target.value = canvas.toDataURL("image/png");
    last = null;
  });
  box.querySelector("[data-pad-clear]").addEventListener("click", clear);
}

document.querySelectorAll("[data-pad]").forEach(pad);
