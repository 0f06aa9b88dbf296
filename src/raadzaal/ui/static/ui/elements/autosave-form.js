// <autosave-form> around a <form data-autosave="url"> with <p class="autosave-status" …words…> in it.
// A pause in typing sends the whole form to the address; the answer 409 means that somebody else changed the text, and its
// Location header (or data-conflict-url on the form) is the page where the two can be compared.
// With data-presence on the form, the address is told every half minute that somebody is at work here, until they are still for
// two minutes or leave; its answer says who else is, for the element named by data-presence-words.
const PAUSE = 1500;
const RETRY = 10_000;
const PRESENT = 30_000;
const STILL = 120_000;

class AutosaveForm extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form[data-autosave]");
    this.status = this.querySelector(".autosave-status");
    if (!this.form || !this.status) return;
    this.key = `raadzaal-text:${this.form.dataset.autosave}`;
    this.dirty = false;
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("submit", () => this.submitted());
    this.beforeLeaving = (event) => this.dirty && event.preventDefault();
    addEventListener("beforeunload", this.beforeLeaving);
    this.offerLocalCopy();
    if (this.form.dataset.presence) this.beAtWork();
  }

  beAtWork() {
    this.moved = Date.now();
    for (const sign of ["input", "keydown", "pointerdown"]) this.addEventListener(sign, () => (this.moved = Date.now()));
    this.presence = setInterval(() => this.present(), PRESENT);
    addEventListener("pagehide", () => this.leave());
  }

  async present() {
    if (Date.now() - this.moved > STILL) return;
    try {
      const answer = await fetch(this.form.dataset.presence, { method: "POST", body: this.token(), credentials: "same-origin" });
      if (answer.ok && !answer.redirected) this.tell((await answer.json()).others);
    } catch {
      // Nobody is told for now; nothing depends on it.
    }
  }

  tell(words) {
    const place = document.getElementById(this.form.dataset.presenceWords);
    if (place && place.textContent.trim() !== words) place.textContent = words;
  }

  leave() {
    const body = this.token();
    body.append("leave", "1");
    navigator.sendBeacon(this.form.dataset.presence, body);
  }

  token() {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", this.form.elements.namedItem("csrfmiddlewaretoken")?.value ?? "");
    return body;
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
    clearInterval(this.presence);
    removeEventListener("beforeunload", this.beforeLeaving);
  }

  changed() {
    this.dirty = true;
    this.moved = Date.now();
    this.keepLocalCopy();
    this.plan(PAUSE);
  }

  submitted() {
    this.dirty = false;
    clearTimeout(this.timer);
  }

  plan(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    if (this.saving) return this.plan(PAUSE);
    this.saving = true;
    const sent = this.text();
    this.say("saving", this.status.dataset.saving);
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "POST",
        body: new FormData(this.form),
        headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
        credentials: "same-origin",
      });
      await this.heard(answer, sent);
    } catch {
      this.failed();
    } finally {
      this.saving = false;
    }
  }

  async heard(answer, sent) {
    if (answer.status === 409) return this.conflict(answer);
    if (!answer.ok || answer.redirected) return this.failed();
    await this.takeRevision(answer);
    const now = new Intl.DateTimeFormat(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const time = now.format(new Date()).replace(":", document.documentElement.lang === "nl" ? "." : ":");
    this.say("saved", this.status.dataset.saved.replace("{time}", time));
    if (this.text() !== sent) return;
    this.dirty = false;
    this.dropLocalCopy();
  }

  // A JSON answer may hold new values for hidden fields, such as the number of the revision that was saved.
  async takeRevision(answer) {
    if (!answer.headers.get("Content-Type")?.startsWith("application/json")) return;
    for (const [name, value] of Object.entries(await answer.json())) {
      const input = this.form.elements.namedItem(name);
      if (input instanceof HTMLInputElement && input.type === "hidden") input.value = value;
    }
  }

  failed() {
    this.say("failed", this.status.dataset.failed);
    this.plan(RETRY);
  }

  conflict(answer) {
    const link = document.createElement("a");
    link.href = answer.headers.get("Location") || this.form.dataset.conflictUrl || location.href;
    link.textContent = this.status.dataset.conflictLink;
    link.addEventListener("click", () => (this.dirty = false));
    this.say("conflict", this.status.dataset.conflict, " ", link);
  }

  say(state, ...words) {
    this.status.dataset.state = state;
    this.status.replaceChildren(...words);
  }

  areas() {
    return [...this.form.querySelectorAll("textarea[name]")];
  }

  text() {
    return JSON.stringify(this.areas().map((area) => [area.name, area.value]));
  }

  keepLocalCopy() {
    try {
      localStorage.setItem(this.key, this.text());
    } catch {
      // Storage may be full or forbidden; the server is the real place.
    }
  }

  dropLocalCopy() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // See keepLocalCopy.
    }
  }

  localCopy() {
    try {
      return localStorage.getItem(this.key);
    } catch {
      return null;
    }
  }

  offerLocalCopy() {
    const copy = this.localCopy();
    if (!copy || copy === this.text()) return this.dropLocalCopy();
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link";
    button.textContent = this.status.dataset.restore;
    button.addEventListener("click", () => this.restore(copy));
    this.say("local", this.status.dataset.local, " ", button);
  }

  restore(copy) {
    const texts = new Map(JSON.parse(copy));
    for (const area of this.areas()) area.value = texts.get(area.name) ?? area.value;
    this.changed();
  }
}

customElements.define("autosave-form", AutosaveForm);
