// A passkey that did not come about says so on the page: the library itself only tells the console.
export function passkeys() {
  document.addEventListener("allauth.error", event => {
    const isAddress = event.detail.exception?.name === "SecurityError";
    document.querySelectorAll("[data-passkey-failed]").forEach(notice => {
      notice.hidden = (notice.dataset.passkeyFailed === "address") !== isAddress;
      if (!notice.hidden) notice.scrollIntoView({ block: "nearest" });
    });
  });
}
