import { scaleForm } from "./scale_form.js";
import { outbox } from "./outbox.js";
import { keepPage } from "./keep_page.js";

const form = document.querySelector("[data-weigh]"), box = document.querySelector("[data-outbox]");
if (form && box) {
  const scale = scaleForm(form);
  outbox(box, scale);
  keepPage(box.dataset.worker);
}
