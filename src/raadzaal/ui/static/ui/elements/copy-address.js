// <copy-address data-url data-label data-done data-failed>: copies an address, relative to this page, in full.
import { icon } from "./icon.js";

class CopyAddress extends HTMLElement {
  connectedCallback() {
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "tool small";
    this.button.title = this.dataset.label;
    this.button.setAttribute("aria-label", this.dataset.label);
    this.button.append(icon("link"));
    this.button.addEventListener("click", () => this.copy());
    this.live = document.createElement("span");
    this.live.className = "visually-hidden";
    this.live.setAttribute("role", "status");
    this.replaceChildren(this.button, this.live);
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(new URL(this.dataset.url, location.href).href);
      this.say(this.dataset.done, "check");
    } catch {
      this.say(this.dataset.failed, "warning");
    }
  }

  say(words, sign) {
    this.live.textContent = words;
    this.button.title = words;
    this.button.replaceChildren(icon(sign));
    setTimeout(() => {
      this.live.textContent = "";
      this.button.title = this.dataset.label;
      this.button.replaceChildren(icon("link"));
    }, 2500);
  }
}

customElements.define("copy-address", CopyAddress);
