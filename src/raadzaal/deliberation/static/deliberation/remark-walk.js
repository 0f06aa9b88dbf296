// <remark-walk> around remarks: with one of them in focus, N goes to the next without an answer and P to the previous; at the
// end of the page to where the link of the remark leads. Without script the same links stand under each remark.
class RemarkWalk extends HTMLElement {
  connectedCallback() {
    this.addEventListener("keydown", (event) => this.pressed(event));
    if (location.hash.startsWith("#r-")) document.getElementById(location.hash.slice(1))?.focus();
    addEventListener("hashchange", () => document.getElementById(location.hash.slice(1))?.focus());
  }

  pressed(event) {
    const way = { n: "next", p: "previous" }[event.key.toLowerCase()];
    if (!way || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const here = event.target.closest(".reaction");
    const link = here?.querySelector(`[data-walk="${way}"]`);
    if (link) {
      event.preventDefault();
      link.click();
    } else {
      this.near(here, way)?.focus();
    }
  }

  // From a remark that has its answer already.
  near(here, way) {
    const all = [...this.querySelectorAll(".reaction")];
    const from = all.indexOf(here);
    const open = all.filter((each) => each.classList.contains("is-open"));
    if (way === "next") return open.find((each) => all.indexOf(each) > from);
    return open.findLast((each) => all.indexOf(each) < from);
  }
}

customElements.define("remark-walk", RemarkWalk);
