// <writing-tools> in a form with a text area: a footnote or a reference comes where the cursor is, without a trip to the server.
// Without scripts the same buttons send the form, and it comes at the end.
class WritingTools extends HTMLElement {
  connectedCallback() {
    this.area = this.closest("form")?.querySelector("textarea[name=notation]");
    if (this.area) this.addEventListener("click", (event) => this.pressed(event));
  }

  pressed(event) {
    const button = event.target.closest("button[name=do]");
    if (!button) return;
    event.preventDefault();
    if (button.value === "note") this.note();
    else this.refer();
  }

  note() {
    const used = new Set([...this.area.value.matchAll(/\[\^([A-Za-z0-9_-]{1,32})\]/g)].map((found) => found[1]));
    let key = 1;
    while (used.has(String(key))) key += 1;
    this.put(`[^${key}]`);
    const gap = /\n\[\^[A-Za-z0-9_-]{1,32}\]:[^\n]*$/.test(this.area.value) ? "\n" : "\n\n";
    this.area.value += `${gap}[^${key}]: `;
    this.area.setSelectionRange(this.area.value.length, this.area.value.length);
    this.told();
  }

  refer() {
    const chosen = this.querySelector("select").selectedOptions[0];
    if (!chosen?.value) return;
    this.put(`[${chosen.dataset.label}](@${chosen.value})`);
    this.told();
  }

  put(words) {
    this.area.setRangeText(words, this.area.selectionStart, this.area.selectionEnd, "end");
  }

  told() {
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.area.focus();
  }
}

customElements.define("writing-tools", WritingTools);
