// <theme-toggle data-label data-title>: a button that is pressed when the display is dark.
import { icon } from "./icon.js";

const KEY = "raadzaal-theme";
const root = document.documentElement;
const device = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  return root.dataset.theme ? root.dataset.theme === "dark" : device.matches;
}

class ThemeToggle extends HTMLElement {
  connectedCallback() {
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "tool";
    this.button.title = this.dataset.title;
    this.button.setAttribute("aria-label", this.dataset.title);
    this.button.addEventListener("click", () => this.toggle());
    this.replaceChildren(this.button);
    device.addEventListener("change", () => this.show());
    this.show();
  }

  toggle() {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem(KEY, root.dataset.theme);
    } catch {
      // Storage may be forbidden; the choice then lasts for this page only.
    }
    this.show();
  }

  show() {
    this.button.setAttribute("aria-pressed", String(isDark()));
    this.button.replaceChildren(icon(isDark() ? "sun" : "moon"));
  }
}

customElements.define("theme-toggle", ThemeToggle);
