// <menu-toggle data-label data-icon>: opens and closes the .collapsible beside it. Without scripts that is always open.
import { icon } from "./icon.js";

let count = 0;

class MenuToggle extends HTMLElement {
  connectedCallback() {
    this.target = this.parentElement.querySelector(".collapsible");
    this.holder = this.target.matches("nav") ? this.target : this.parentElement;
    this.target.id ||= `menu-${++count}`;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "tool";
    this.button.setAttribute("aria-controls", this.target.id);
    this.button.append(icon(this.dataset.icon || "menu"), this.dataset.label);
    this.button.addEventListener("click", () => this.set(!this.isOpen));
    this.replaceChildren(this.button);
    this.parentElement.addEventListener("keydown", (event) => this.escape(event));
    this.set(false);
  }

  get isOpen() {
    return "open" in this.holder.dataset;
  }

  set(open) {
    this.holder.toggleAttribute("data-open", open);
    this.button.setAttribute("aria-expanded", String(open));
  }

  escape(event) {
    if (event.key !== "Escape" || !this.isOpen) return;
    this.set(false);
    this.button.focus();
  }
}

customElements.define("menu-toggle", MenuToggle);
