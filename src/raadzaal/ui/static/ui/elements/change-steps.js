// <change-steps> around places with the ids change-1, change-2 …: n goes to the next one, p to the previous one, as long as
// the focus is within it: a key for one sign must not do anything elsewhere on the page.
class ChangeSteps extends HTMLElement {
  connectedCallback() {
    this.at = 0;
    this.pressed = (event) => this.step(event);
    this.addEventListener("keydown", this.pressed);
  }

  disconnectedCallback() {
    this.removeEventListener("keydown", this.pressed);
  }

  step(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
    if (event.key !== "n" && event.key !== "p") return;
    const from = Number(/^#change-(\d+)$/.exec(location.hash)?.[1] ?? this.at);
    const to = from + (event.key === "n" ? 1 : -1);
    const place = this.querySelector(`#change-${to}`);
    if (!place) return;
    event.preventDefault();
    this.at = to;
    history.replaceState(null, "", `#change-${to}`);
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  }
}

customElements.define("change-steps", ChangeSteps);
