// <contents-tree data-action="…/NODE/…"> around the contents of a text, with a hidden form in it: entries are dragged onto the one
// they are to follow, or moved by Alt with an arrow. Either sends the form that the plain page sends too.
const NODE = "NODE";

class ContentsTree extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!this.form) return;
    for (const entry of this.entries()) entry.draggable = true;
    this.addEventListener("keydown", (event) => this.pressed(event));
    for (const kind of ["dragstart", "dragover", "dragleave", "drop", "dragend"]) {
      this.addEventListener(kind, (event) => this[kind](event));
    }
    this.help();
    this.comeBack();
  }

  entries() {
    return this.querySelectorAll("a[data-node]");
  }

  help() {
    const words = document.createElement("p");
    words.className = "help";
    words.id = "contents-help";
    words.textContent = this.dataset.help;
    this.prepend(words);
    for (const entry of this.entries()) entry.setAttribute("aria-describedby", words.id);
  }

  // After a move one is back at the same entry, to move it on.
  comeBack() {
    const entry = location.hash.startsWith("#c-") && this.querySelector(`#${CSS.escape(location.hash.slice(1))}`);
    if (!entry) return;
    const under = entry.closest("details.under");
    if (under) under.open = true;
    entry.focus();
  }

  pressed(event) {
    const entry = event.target.closest("a[data-node]");
    if (!entry || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    this.send(entry, { direction: event.key === "ArrowUp" ? "up" : "down" });
  }

  dragstart(event) {
    this.dragged = event.target.closest("a[data-node]");
    event.dataTransfer.setData("text/plain", this.dragged?.textContent ?? "");
    event.dataTransfer.effectAllowed = "move";
  }

  dragover(event) {
    const entry = this.place(event);
    if (!entry) return;
    event.preventDefault();
    entry.classList.add("drop-here");
  }

  dragleave(event) {
    event.target.closest?.("a[data-node]")?.classList.remove("drop-here");
  }

  drop(event) {
    const entry = this.place(event);
    if (!entry) return;
    event.preventDefault();
    const behind = "whole" in this.dragged.dataset && "whole" in entry.dataset ? "section" : "";
    this.send(this.dragged, { after: entry.dataset.node, behind });
  }

  dragend() {
    this.dragged = null;
    for (const entry of this.entries()) entry.classList.remove("drop-here");
  }

  place(event) {
    const entry = event.target.closest?.("a[data-node]");
    return this.dragged && entry && entry !== this.dragged ? entry : null;
  }

  send(entry, values) {
    this.form.action = this.dataset.action.replace(NODE, entry.dataset.node);
    this.form.elements.whole.value = "whole" in entry.dataset ? "1" : "";
    this.form.elements.after.value = values.after ?? "";
    this.form.elements.behind.value = values.behind ?? "";
    this.form.elements.direction.value = values.direction ?? "";
    this.form.submit();
  }
}

customElements.define("contents-tree", ContentsTree);
