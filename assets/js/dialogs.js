// <button data-opens="id"> opens the dialog or drawer of that id; [data-closes] or a click beside it closes it.
export function dialogs() {
  document.addEventListener("click", event => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.opens)?.showModal();
      return;
    }
    const dialog = event.target.closest("dialog");
    if (dialog && (event.target === dialog || event.target.closest("[data-closes]"))) dialog.close();
  });
}
