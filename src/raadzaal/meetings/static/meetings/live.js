// <live-parts>: hears what happens over a stream, or looks every few seconds, and shows it. Parts are marked data-live and have an id.
// A part in which somebody is at work is never replaced; they are told, and decide themselves. Without this, reload the page.
const PAUSE = 4000;

// The token of a form is another one each time; that is no news.
const said = (part) => part.innerHTML.replace(/name="csrfmiddlewaretoken" value="\w+"/g, "");

class LiveParts extends HTMLElement {
  connectedCallback() {
    this.addEventListener("input", (event) => event.target.closest("form")?.setAttribute("data-typed", ""));
    this.timer = setInterval(() => this.hears() || this.look(), PAUSE);
    if (this.dataset.stream) this.listen();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    this.stream?.close();
  }

  // The browser comes back by itself after a broken line; refused for good, we ask again as if there were no stream.
  listen() {
    this.stream = new EventSource(this.dataset.stream);
    this.stream.addEventListener("open", () => (this.dataset.heard = "stream"));
    this.stream.addEventListener("error", () => delete this.dataset.heard);
    this.stream.addEventListener("parts", (event) => this.hear(JSON.parse(event.data)));
  }

  hears() {
    return this.stream?.readyState === EventSource.OPEN;
  }

  hear(parts) {
    if ("state" in parts) return setTimeout(() => this.look(), Math.random() * 500);
    for (const [id, words] of Object.entries(parts)) {
      const part = document.getElementById(id);
      if (part) this.show(part, new DOMParser().parseFromString(words, "text/html").getElementById(id));
    }
  }

  async look() {
    if (document.hidden || this.looking) return;
    this.looking = true;
    try {
      const answer = await fetch(this.dataset.asks, { cache: "no-store" });
      const state = answer.ok ? (await answer.text()).trim() : this.dataset.state;
      if (state !== this.dataset.state) await this.renew(state);
    } catch {
      // No connection: the page stays as it is until there is one.
    } finally {
      this.looking = false;
    }
  }

  async renew(state) {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("live-parts")) return;
    for (const part of document.querySelectorAll("[data-live]")) this.show(part, page.getElementById(part.id));
    for (const part of document.querySelectorAll("[data-about]")) this.turn(part, page.getElementById(part.id));
    if (this.newParts(page)) this.tell();
    this.dataset.state = state;
  }

  show(part, fresh) {
    if (fresh && said(part) === said(fresh)) return;
    if (part.contains(document.activeElement) || part.querySelector("form[data-typed]")) return this.tell();
    const open = [...part.querySelectorAll("details")].map((details) => details.open);
    if (!fresh) return part.replaceChildren();
    part.replaceChildren(...fresh.childNodes);
    [...part.querySelectorAll("details")].forEach((details, at) => (details.open = open[at] ?? details.open));
  }

  // What is about a vote that is over cannot be gone on with, not even by who is at work in it; there may be another one.
  turn(part, fresh) {
    const about = fresh?.dataset.about ?? "";
    if (part.dataset.about === about) return;
    const here = part.contains(document.activeElement);
    part.dataset.about = about;
    part.hidden = !fresh;
    part.replaceChildren(...(fresh?.childNodes ?? []));
    if (here) (fresh ? part : this.closest("main"))?.focus({ preventScroll: true });
  }

  // Something came that this page has no place for, such as the form of a vote that has begun.
  newParts(page) {
    return [...page.querySelectorAll("[data-live]")].some((part) => !document.getElementById(part.id));
  }

  tell() {
    if (!document.querySelector("form[data-typed]") && !this.contains(document.activeElement)) return location.reload();
    if (this.querySelector(".live-notice")) return;
    const notice = document.createElement("p");
    notice.className = "live-notice notice";
    notice.setAttribute("role", "status");
    notice.textContent = this.dataset.notice;
    this.prepend(notice);
  }
}

customElements.define("live-parts", LiveParts);

// A vote of one's own is sent without leaving the page; what the server answers is said where a screen reader hears it.
async function vote(form) {
  const said = document.getElementById(form.dataset.vote);
  const button = form.querySelector("button");
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "text/plain" } });
    if (answer.redirected || answer.status >= 500 || answer.status === 403 || answer.status === 404) return form.submit();
    said.textContent = await answer.text();
    if (answer.ok) recorded(form, button);
  } catch {
    said.textContent = form.dataset.lost;
  } finally {
    button.disabled = false;
  }
}

function recorded(form, button) {
  form.removeAttribute("data-typed");
  if ("final" in form.dataset) return form.remove();
  button.textContent = form.dataset.change;
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-vote]")) return;
  event.preventDefault();
  vote(event.target);
});
