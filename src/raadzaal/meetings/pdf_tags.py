"""Adding the pages of one PDF to another together with what it says of its own parts (its structure, ISO 32000-1, 14.7)."""

import pikepdf
from pikepdf import Array, Dictionary, Name


class Tags:
    """The structure of *made*, to which that of other files is added. ``finish`` writes it down."""

    def __init__(self, made: pikepdf.Pdf) -> None:
        self.made = made
        root = made.Root.get("/StructTreeRoot")
        self.root = root if root is not None else made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.children = _listed(self.root.get("/K"))
        self.numbers = dict(_numbers(self.root.get("/ParentTree")))
        self.next = max([int(self.root.get("/ParentTreeNextKey", 0)), *(key + 1 for key in self.numbers)])

    def append(self, other: pikepdf.Pdf) -> None:
        begin = len(self.made.pages)
        self.made.add_pages_from(other, outlines="ignore")
        tree = other.Root.get("/StructTreeRoot")
        if tree is None:
            return
        # The pages are there by now, so that what refers to them refers to those.
        mine = self.made.copy_foreign(tree if tree.is_indirect else other.make_indirect(tree))
        for child in _listed(mine.get("/K")):
            child["/P"] = self.root
            self.children.append(child)
        self._take_roles(mine.get("/RoleMap"))
        numbers = dict(_numbers(mine.get("/ParentTree")))
        for page in list(self.made.pages)[begin:]:
            self._shift(page.obj, "/StructParents")
            for note in page.obj.get("/Annots") or []:
                self._shift(note, "/StructParent")
        self.numbers |= {key + self.next: parent for key, parent in numbers.items()}
        self.next += max([0, *(key + 1 for key in numbers)])

    def _take_roles(self, roles) -> None:
        """Where both give a role another meaning, the first stands."""
        known = self.root.get("/RoleMap", Dictionary())
        for name, role in dict(roles or {}).items():
            if name not in known:
                known[name] = role
        self.root["/RoleMap"] = known

    def _shift(self, part, key: str) -> None:
        if key in part:
            part[key] = int(part[key]) + self.next

    def finish(self) -> None:
        self.root["/K"] = Array(self.children)
        flat = [each for key in sorted(self.numbers) for each in (key, self.numbers[key])]
        self.root["/ParentTree"] = self.made.make_indirect(Dictionary(Nums=Array(flat)))
        self.root["/ParentTreeNextKey"] = self.next
        self.made.Root["/StructTreeRoot"] = self.root


def _listed(found) -> list:
    if found is None:
        return []
    return list(found) if isinstance(found, Array) else [found]


def _numbers(tree, depth: int = 0):
    """Key and value of a number tree."""
    if tree is None or depth > 50:
        return
    flat = list(tree.get("/Nums") or [])
    yield from zip((int(key) for key in flat[::2]), flat[1::2], strict=True)
    for kid in tree.get("/Kids") or []:
        yield from _numbers(kid, depth + 1)
