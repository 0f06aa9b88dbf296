"""Every regular expression in the product, found in its source, and strings that are made to keep it busy."""

import ast
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from random import Random

import raadzaal
from raadzaal.texts import style

parser = re._parser
SRC = Path(raadzaal.__file__).parent
FUNCTIONS = {"compile", "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer"}
ANCHORED = {"match", "fullmatch"}
LENGTH = 50_000


@dataclass
class Expression:
    """``uses`` are the ways in which the product looks with it; what searches, begins anew at every sign."""

    where: str
    pattern: str | bytes
    flags: int
    uses: set[str] = field(default_factory=set)

    @property
    def searches(self) -> bool:
        return not self.uses or bool(self.uses - ANCHORED)

    def compiled(self) -> re.Pattern:
        return re.compile(self.pattern, self.flags)


LOCALS = {
    "texts/substance.py": [{"thousands": ",", "decimal": "."}, {"thousands": ".", "decimal": ","}],
    "texts/finding.py": [{"core": r"(?<!\w)een\s+twee(?!\w)"}, {"core": r"a\s+a\s+a"}],
    "texts/style.py": [{"form": form, "word": "UWV"} for form in style._EXPLAINED],
}
"""Per file the values of what is only known where an expression is put together."""


class Unknown(Exception):
    """An expression is put together of what is only known where the program runs: it belongs in LOCALS."""


def in_the_product() -> list[Expression]:
    modules = {
        path: ast.parse(path.read_text()) for path in sorted(SRC.rglob("*.py")) if "migrations" not in path.parts
    }
    used = _uses(modules)
    found = []
    for path, tree in modules.items():
        named = {id(node.value): node.targets[0].id for node in ast.walk(tree) if _is_named(node)}
        for call in filter(_is_expression, ast.walk(tree)):
            name = named.get(id(call), "")
            uses = used.get(name, set()) if name else {call.func.attr} - {"compile"}
            found += [Expression(*read, uses) for read in _readings(path, call)]
    return found


def _is_named(node) -> bool:
    return isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)


def _is_expression(node) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in FUNCTIONS
    )


def _uses(modules: dict[Path, ast.Module]) -> dict[str, set[str]]:
    """By name the methods that are called on it, wherever that is."""
    found: dict[str, set[str]] = {}
    for tree in modules.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.attr in FUNCTIONS:
                found.setdefault(node.value.id, set()).add(node.attr)
    return found


def _readings(path: Path, call: ast.Call) -> Iterator[tuple[str, str | bytes, int]]:
    file = str(path.relative_to(SRC))
    flags = call.args[1] if call.func.attr == "compile" and len(call.args) > 1 else None
    flags = next((each.value for each in call.keywords if each.arg == "flags"), flags)
    module = import_module(".".join(("raadzaal", *path.relative_to(SRC).with_suffix("").parts)))
    constant = _known(module, call.args[0], {})
    for names in [{}] if constant else LOCALS.get(file, [{}]):
        pattern = _known(module, call.args[0], names)
        if pattern is None:
            raise Unknown(f"{file}:{call.lineno}: {ast.unparse(call.args[0])}")
        yield f"{file}:{call.lineno}", pattern, (_known(module, flags, {}) or 0) if flags else 0


def _known(module, node: ast.expr, names: dict):
    """What an expression of constants, of names of its own module and of *names* comes to."""
    try:
        return eval(compile(ast.Expression(node), module.__name__, "eval"), vars(module) | names)
    except NameError:
        return None


# -- what keeps an expression busy ----------------------------------------------------------------------------------------


def signs_of(pattern: str | bytes, flags: int) -> list[str]:
    """One sign for each thing that the expression may meet: its own letters, and one of each class."""
    found: dict[str, None] = {}
    for sign in _signs(parser.parse(pattern, flags)):
        found.setdefault(sign)
    return list(found)


CATEGORY = {"CATEGORY_DIGIT": "7", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "w"}


def _signs(tree) -> Iterator[str]:
    for op, argument in tree:
        name = str(op)
        if name in ("LITERAL", "NOT_LITERAL"):
            yield chr(argument)
        elif name == "RANGE":
            yield chr(argument[0])
        elif name == "ANY":
            yield "x"
        elif name == "CATEGORY":
            yield CATEGORY.get(str(argument), "~")
        elif name == "IN":
            yield from _signs(argument)
        else:
            for part in _parts(argument):
                yield from _signs(part)


def _parts(argument) -> Iterator:
    if isinstance(argument, parser.SubPattern):
        yield argument
    elif isinstance(argument, (tuple, list)):
        for each in argument:
            yield from _parts(each)


@cache
def _matching(pattern: str | bytes, flags: int) -> tuple[str, ...]:
    """Some strings that it takes, by which it is led on as far as possible."""
    chance = Random(repr(pattern))
    return tuple("".join(_take(parser.parse(pattern, flags), chance, most)) for most in (1, 2, 3))


def _take(tree, chance: Random, most: int) -> Iterator[str]:
    for op, argument in tree:
        name = str(op)
        if name == "LITERAL":
            yield chr(argument)
        elif name in ("NOT_LITERAL", "ANY"):
            yield "x"
        elif name == "IN":
            yield chance.choice([*_signs([(op, argument)]), "x"])
        elif name == "BRANCH":
            yield from _take(chance.choice(argument[1]), chance, most)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            low, _high, part = argument
            for _each in range(min(max(low, most), 40)):
                yield from _take(part, chance, most)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            for part in _parts(argument):
                yield from _take(part, chance, most)


def attacks(each: Expression, *, most: int) -> Iterator[str]:
    """Long runs of the signs it knows, alone and by twos, and of what it takes; cut off by what it does not expect."""
    signs = [*signs_of(each.pattern, each.flags), *" a0\n"]
    runs = [*signs, *("".join(pair) for pair in product(signs[:9], repeat=2)), *_matching(each.pattern, each.flags)]
    runs = [run for run in dict.fromkeys(runs) if run]
    runs = runs if len(runs) <= most else Random(each.where).sample(runs, most)
    begin = _matching(each.pattern, each.flags)[0]
    for run in runs:
        body = (run * (LENGTH // len(run) + 1))[:LENGTH]
        yield body
        yield body[:-1] + "\x00"
        yield (begin + body)[: LENGTH - 1] + "\x00"


class TooSlow(Exception):
    pass


def seconds(each: Expression, attack: str, *, limit: float) -> float:
    """Processor time of looking for it in *attack*, given up far above the limit."""
    given = attack.encode("utf-8", "surrogatepass") if isinstance(each.pattern, bytes) else attack
    compiled = each.compiled()

    def enough(*_):
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, enough)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit * 20)
    began = time.process_time()
    try:
        if each.searches:
            sum(1 for _found in compiled.finditer(given))
        else:
            compiled.match(given), compiled.fullmatch(given)
    except TooSlow:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - began
