// Small manners of a page: cards close by themselves, disclosures are remembered, forms ask before they let go of a text.

function closeCards(except) {
  for (const card of document.querySelectorAll("details[data-closes][open]")) {
    if (!card.contains(except)) card.open = false;
  }
}

document.addEventListener("click", (event) => closeCards(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const card = document.activeElement?.closest("details[data-closes][open]");
  closeCards(null);
  card?.querySelector("summary").focus();
});

// A card also opens under the mouse; a click then pins it.
for (const card of document.querySelectorAll("details[data-closes]")) {
  card.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "mouse" || card.open) return;
    card.open = true;
    card.dataset.hovered = "";
  });
  card.addEventListener("pointerleave", () => {
    if (!("hovered" in card.dataset)) return;
    delete card.dataset.hovered;
    card.open = false;
  });
  card.querySelector("summary").addEventListener("click", (event) => {
    if (!("hovered" in card.dataset)) return;
    delete card.dataset.hovered;
    event.preventDefault();
  });
}

// <details data-remember="name">: stays as the reader left it.
for (const details of document.querySelectorAll("details[data-remember]")) {
  const key = `raadzaal-open:${details.dataset.remember}`;
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null) details.open = kept === "1";
    details.addEventListener("toggle", () => localStorage.setItem(key, details.open ? "1" : "0"));
  } catch {
    break; // Storage is forbidden: nothing can be remembered.
  }
}

// <form data-confirm-leave>: warns when the page is left with changes that were not sent.
for (const form of document.querySelectorAll("form[data-confirm-leave]")) {
  let changed = false;
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => changed && event.preventDefault());
}

// A row of tabs that is longer than the screen shows where one is.
const tab = document.querySelector(".tabs [aria-current]");
const row = tab?.closest("ul");
if (row && row.scrollWidth > row.clientWidth) row.scrollLeft = tab.offsetLeft - row.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2;

document.querySelector("[data-take-focus]")?.focus();
