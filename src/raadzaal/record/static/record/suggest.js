// <suggest-words data-url><input></suggest-words>: words that go on from what was typed, in the browser's own list.
class SuggestWords extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    this.list = document.createElement("datalist");
    this.list.id = `${this.input.id}-words`;
    this.append(this.list);
    this.input.setAttribute("list", this.list.id);
    this.input.addEventListener("input", () => {
      clearTimeout(this.wait);
      this.wait = setTimeout(() => this.ask(), 150);
    });
  }

  async ask() {
    this.asked?.abort();
    this.asked = new AbortController();
    const typed = this.input.value;
    if (typed.trim().length < 2 || typed.length > 100) {
      this.list.replaceChildren();
      return;
    }
    try {
      const answer = await fetch(`${this.dataset.url}?${new URLSearchParams({ q: typed })}`, { signal: this.asked.signal });
      const { suggestions } = await answer.json();
      this.list.replaceChildren(...suggestions.map((word) => new Option(word, word)));
    } catch {
      // Nothing is suggested; searching works all the same.
    }
  }
}

customElements.define("suggest-words", SuggestWords);
