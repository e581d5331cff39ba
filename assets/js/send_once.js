// The second tap of a double tap finds the button busy. The server refuses a repeat by the form's key all the same.
function free(form) {
  delete form.dataset.sending;
  form.querySelectorAll("[aria-busy]").forEach(button => button.removeAttribute("aria-busy"));
}

export function sendOnce() {
  document.addEventListener("submit", event => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.method === "get") return;
    if (form.dataset.sending) return event.preventDefault();
    form.dataset.sending = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  document.addEventListener("htmx:afterRequest", event => {
    const form = event.target.closest?.("form");
    if (form) free(form);
  });
  // Coming back by the back button shows the page as it was left: let it be sent again.
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(free));
}
