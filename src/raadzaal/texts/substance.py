"""Whether a paragraph still says the same: then what was said about it still holds.

Two texts say the same when, word for word, they are the same but for
- case, punctuation, emphasis, links, white space, hyphens, and words written as one or apart;
- accents (but *één* is a number), and ways of writing that are known to be the same: *%* and *procent*, *drie* and *3*,
  *1.000* and *1000*, *m.b.t.* in full, *labour* and *labor*;
- slips: neighbouring letters that changed places in a word of eight letters or more, one letter too few or too many inside
  a word of ten or more, a final d or t, a word written twice. Beginning and end of a word are no place for slips, nor is
  a letter in the place of another: there the other word is too often a word too (*aangenomen*, *aangekomen*).

Every other difference is one of substance, and so is any in a number or in a word that carries weight: see
``weighty_words``. In doubt the answer is yes: a false alarm costs a look, silence costs somebody their say.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest

from rapidfuzz.distance import Indel

from raadzaal.texts.blocks import Block, Kind
from raadzaal.texts.notation import SUPER, parse, runs
from raadzaal.texts.tables import parse_table
from raadzaal.texts.weighty_words import LANGUAGES, PHRASES, SPELLINGS, WEIGHTY, number_words, ordinal_words

LETTERS_FOR_A_SWAP = 8
LETTERS_FOR_A_MISSING_ONE = 10
MOST_SLIPS = 2

_NUMBERS = {
    language: {word: f"#{value}" for word, value in number_words(language).items()}
    | {word: f"#{value}e" for word, value in ordinal_words(language).items()}
    for language in LANGUAGES
}
_PHRASES = {tuple(written.split()): counts_as for written, counts_as in PHRASES.items()}
_LONGEST_PHRASE = max(map(len, _PHRASES))
_SYMBOLS = {"%": "procent", "€": "euro", "$": "dollar", "£": "pond", "§": "paragraaf", "&": "en"}
_CURRENCIES = frozenset({"euro", "dollar", "pond"})
_RAISED = str.maketrans({sign: f"^{digit}" for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")})
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_TOKEN = re.compile(
    r"(?P<raised>\^\d+)"
    r"|(?P<ordinal>\d+)(?:e|de|ste|st|nd|rd|th)(?!\w)"
    r"|(?P<number>(?:(?<!\w)-)?(?:\d{1,3}(?: \d{3})+(?!\d)|\d+(?:[.,]\d+)*))"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<symbol>[%€$£§&<>=≤≥±×¦])"
)
_IZE = re.compile(r"(?<=\w\w)iz(?=(?:e[ds]?|ers?|ing|ations?|aties?)$)")
_FINAL_DT = re.compile(r"(?<=\w{3})(?:dt|(?<=\w{5})t|d)$")


def changed_in_substance(old: str, new: str, *, language: str = "nl") -> bool:
    """Of two notations. *language* tells whether 1,500 is one and a half or fifteen hundred."""
    return _differ(_words(_plain(old), language), _words(_plain(new), language))


def block_changed_in_substance(old: Block, new: Block) -> bool:
    """The words, the cells of a table, the footnotes in their order, the picture, and whether it is a recommendation."""
    if old.asset != new.asset or (Kind.RECOMMENDATION in (old.kind, new.kind) and old.kind != new.kind):
        return True
    notes = zip_longest(*([text for _key, text in block.notes] for block in (old, new)), fillvalue="")
    pairs = [(_block_plain(old), _block_plain(new)), *((_plain(left), _plain(right)) for left, right in notes)]
    return any(_differ(_words(left, old.language), _words(right, new.language)) for left, right in pairs)


def _differ(old: list[str], new: list[str]) -> bool:
    if old == new:
        return False
    return not all(_say_the_same(left, right) for left, right in _replaced(old, new))


def _replaced(old: list[str], new: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """Every stretch that is not the same, with what stands in its place."""
    for same, steps in groupby(Indel.opcodes(old, new), key=lambda step: step.tag == "equal"):
        if same:
            continue
        stretch = list(steps)
        yield old[stretch[0].src_start : stretch[-1].src_end], new[stretch[0].dest_start : stretch[-1].dest_end]


def _say_the_same(old: Sequence[str], new: Sequence[str]) -> bool:
    if all(word.isalpha() for word in (*old, *new)) and "".join(old) == "".join(new):
        return True
    return len(old) == len(new) and all(
        one == other or _is_slip(one, other) for one, other in zip(old, new, strict=True)
    )


def _is_slip(one: str, other: str) -> bool:
    if WEIGHTY & {one, other} or not (one.isalpha() and other.isalpha()):
        return False
    if _without_dt(one) == _without_dt(other) is not None:
        return True
    if one[0] != other[0] or one[-1] != other[-1] or min(len(one), len(other)) < LETTERS_FOR_A_SWAP:
        return False
    longer, shorter = sorted((one, other), key=len, reverse=True)
    may_miss = len(longer) >= LETTERS_FOR_A_MISSING_ONE and len(longer) == len(shorter) + 1
    return (may_miss or len(longer) == len(shorter)) and _within_reach(longer, shorter, MOST_SLIPS)


def _without_dt(word: str) -> str | None:
    """The word before its final d, t or dt; None where it has none."""
    return _FINAL_DT.sub("", word) if _FINAL_DT.search(word) else None


def _within_reach(longer: str, shorter: str, slips: int) -> bool:
    """With so many letters dropped from the longer one or neighbours swapped, the words are the same."""
    pairs = zip(longer, shorter, strict=False)
    at = next((at for at, (one, other) in enumerate(pairs) if one != other), len(shorter))
    longer, shorter = longer[at:], shorter[at:]
    if longer == shorter or not slips:
        return longer == shorter
    if len(longer) > len(shorter) and _within_reach(longer[1:], shorter, slips - 1):
        return True
    return longer[:2] == shorter[1::-1] and _within_reach(longer[2:], shorter[2:], slips - 1)


def _block_plain(block: Block) -> str:
    if block.kind != Kind.TABLE:
        return _plain(block.notation)
    table = parse_table(block.notation)
    return " ¦ ".join([table.caption, *(_plain(cell) for row in table.rows for cell in row)])


def _plain(notation: str) -> str:
    return "".join(_shown(run) for run in runs(parse(notation)) if run.op != "note")


def _shown(run) -> str:
    if run.op == "break":
        return "\n"
    raised = any(kind == SUPER for kind, _url in run.marks)
    return f"^{run.value}" if raised and run.value.isdigit() else run.value


def _words(plain: str, language: str) -> list[str]:
    """In the one writing in which they are compared."""
    tokens = _in_phrases([_token(match, language) for match in _TOKEN.finditer(_normal(plain))])
    return _without_echo(_currency_last(tokens))


def _normal(plain: str) -> str:
    marked = unicodedata.normalize("NFKC", _INVISIBLE.sub("", plain).translate(_RAISED))
    return re.sub(r"[\u2010-\u2015\u2212]", "-", marked).casefold()


def _token(match: re.Match[str], language: str) -> str:
    kind, text = match.lastgroup, match[0]
    if kind == "ordinal":
        return f"#{int(match['ordinal'])}e"
    if kind == "number":
        return f"#{_value(text, language)}"
    if kind == "symbol":
        return _SYMBOLS.get(text, text)
    return _spelled(text, language) if kind == "word" else text


def _value(written: str, language: str) -> str:
    """1.000 and 1000 alike, 2,50 and 2,5 alike, 1.5 and 1,5 alike; a date or the number of a section stays as it is."""
    digits = written.replace(" ", "")
    thousands, decimal = (",", ".") if language == "en" else (".", ",")
    if re.fullmatch(rf"-?\d{{1,3}}(?:[{thousands}]\d{{3}})+(?:[{decimal}]\d+)?", digits):
        digits = digits.replace(thousands, "")
    if decimal in digits:
        digits = digits.rstrip("0").rstrip(decimal)
    return digits.replace(",", ".")


def _spelled(word: str, language: str) -> str:
    number = _NUMBERS.get(language, {}).get(word)
    if number:
        return number
    bare = "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))
    return _IZE.sub("is", SPELLINGS.get(bare, bare)).replace("kt", "ct")


def _in_phrases(tokens: list[str]) -> list[str]:
    result: list[str] = []
    at = 0
    while at < len(tokens):
        size = next((size for size in range(_LONGEST_PHRASE, 0, -1) if tuple(tokens[at : at + size]) in _PHRASES), 0)
        result.append(_PHRASES[tuple(tokens[at : at + size])] if size else tokens[at])
        at += size or 1
    return result


def _currency_last(tokens: list[str]) -> list[str]:
    """€ 5 as 5 euro."""
    result = list(tokens)
    for at, token in enumerate(tokens[:-1]):
        after_amount = at > 0 and tokens[at - 1].startswith("#")
        if token in _CURRENCIES and tokens[at + 1].startswith("#") and not after_amount:
            result[at : at + 2] = tokens[at + 1], token
    return result


def _without_echo(tokens: Iterable[str]) -> list[str]:
    """Without the second of a word that was written twice; what carries weight may be meant twice."""
    result: list[str] = []
    for token in tokens:
        if not (result and result[-1] == token and token.isalpha() and token not in WEIGHTY):
            result.append(token)
    return result
