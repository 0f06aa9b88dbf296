// <roll-call> around the radio groups of a roll-call vote: a key casts the vote of the member in focus and goes to the next.
// The keys stand on the radios: <input type="radio" data-key="v">. Up and down go from member to member.
class RollCall extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.pressed(event));
  }

  groups() {
    return [...new Set([...this.querySelectorAll('input[type="radio"]')].map((radio) => radio.name))];
  }

  radios(name) {
    return [...this.querySelectorAll('input[type="radio"]')].filter((radio) => radio.name === name);
  }

  pressed(event) {
    const radio = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || !radio.matches('input[type="radio"]')) return;
    const moves = { ArrowUp: -1, ArrowDown: 1 };
    if (event.key in moves) {
      event.preventDefault();
      return this.go(radio.name, moves[event.key]);
    }
    const chosen = this.radios(radio.name).find((option) => option.dataset.key === event.key.toLowerCase());
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
    this.go(radio.name, 1);
  }

  go(name, step) {
    const groups = this.groups();
    const next = groups[groups.indexOf(name) + step];
    if (!next) return;
    const options = this.radios(next);
    (options.find((option) => option.checked) ?? options[0]).focus();
  }
}

customElements.define("roll-call", RollCall);
