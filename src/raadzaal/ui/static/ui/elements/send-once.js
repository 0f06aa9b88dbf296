// Who presses twice sends a form once. After a while, or back on the page, it can be sent again.
const SENDING = 5000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  // Not form.method: a field may be called so.
  if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
  if ("sent" in form.dataset) return event.preventDefault();
  form.dataset.sent = "";
  setTimeout(() => delete form.dataset.sent, SENDING);
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
