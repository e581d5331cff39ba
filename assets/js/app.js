import htmx from "htmx.org";
import Alpine from "@alpinejs/csp";
import { drafts } from "./drafts.js";
import { sendOnce } from "./send_once.js";
import { dialogs } from "./dialogs.js";
import { quickFill } from "./quick_fill.js";
import { near } from "./near.js";
import { passkeys } from "./passkeys.js";
import { pickPoint } from "./pick_point.js";
import { drop } from "./drop.js";
import { inView } from "./in_view.js";

// Refusals come as 403, 409 and 422 with a sentence in the body: show it where the answer would have gone.
const ANSWERS = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "403|404|409|422", swap: true, error: false },
  { code: "...", swap: false, error: true },
];
Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  responseHandling: ANSWERS,
});
document.addEventListener("htmx:configRequest", event => {
  event.detail.headers["X-CSRFToken"] = document.body.dataset.csrf ?? "";
});

window.htmx = htmx;
window.Alpine = Alpine;
drafts();
sendOnce();
dialogs();
quickFill();
near();
passkeys();
pickPoint();
drop();
inView();
document.addEventListener("click", event => {
  if (event.target.closest("[data-prints]")) window.print();
});
Alpine.start();
