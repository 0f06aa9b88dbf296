"""The pages about procedures in docs/, written from the declarations."""

from pathlib import Path

from django.utils import translation
from django.utils.html import escape

from raadzaal.advice import presenting
from raadzaal.council import glossary
from raadzaal.procedure.vocabulary import Procedure, Step
from raadzaal.ui import drawings

STYLE = {
    "begin": ("#e8efe9", 20),
    "middle": ("#fbf8f1", 4),
    "end": ("#efe6da", 20),
}
INK, LINE = "#1f2420", "#7a6a55"


def pages() -> dict[str, str]:
    """Every generated file, by its path under docs/."""
    with translation.override("en"):
        found = {"glossary.md": glossary.render_markdown()}
        for procedure in Procedure.registry.values():
            if procedure.steps():
                found[f"procedures/{procedure.key}.md"] = markdown(procedure)
                found[f"procedures/{procedure.key}.svg"] = drawing()
        return found


def write(docs: Path) -> None:
    for name, content in pages().items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def stale(docs: Path) -> list[str]:
    return [
        name for name, content in pages().items() if not (docs / name).exists() or (docs / name).read_text() != content
    ]


def markdown(procedure: type[Procedure]) -> str:
    stages = [f"| `{stage.value}` | {stage.label} | {_place(procedure, stage)} |" for stage in procedure.stages]
    steps = [_row(step) for step in procedure.steps()]
    terms = [f"| `{rule.name}` | {rule.length} | {rule.basis} |" for rule in procedure.terms]
    return "\n".join(
        [
            f"# {procedure.title}",
            "",
            "Written from the declaration by `raadzaal docs`; change that, not this page.",
            "",
            f"![The stages and the steps between them]({procedure.key}.svg)",
            "",
            "## Stages",
            "",
            "| Stage | Name | Place |",
            "|---|---|---|",
            *stages,
            "",
            "## Steps",
            "",
            "| Step | Name | From | To | By | Needs | Letters | Basis |",
            "|---|---|---|---|---|---|---|---|",
            *steps,
            "",
            "## Terms",
            "",
            "| Term | Length | Basis |",
            "|---|---|---|",
            *terms,
            "",
        ]
    )


def _place(procedure: type[Procedure], stage: str) -> str:
    return "end" if stage in procedure.ends else "begin" if stage in procedure.begins else ""


def _row(step: Step) -> str:
    cells = (
        f"`{step.name}`",
        step.label,
        ", ".join(step.sources) or "–",
        step.target or "the same",
        ", ".join(str(role.label) for role in step.by),
        ", ".join(step.needs),
        ", ".join(step.letter),
        step.basis,
    )
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def drawing() -> str:
    diagram = presenting.diagram()
    flow = drawings.flow(diagram)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {flow.width} {flow.height}" font-family="sans-serif" font-size="14">'
    ]
    parts.append(f"<title>{escape(diagram.title)}</title>")
    parts.append(f'<rect width="{flow.width}" height="{flow.height}" fill="#ffffff"/>')
    for arrow in flow.arrows:
        parts.append(
            f'<path d="{arrow.path}" fill="none" stroke="{LINE}" stroke-width="1.5"/><path d="{arrow.head}" fill="{LINE}"/>'
        )
    parts += [_box(box) for box in flow.boxes]
    for arrow in flow.arrows:
        parts += [_bead(*bead) for bead in arrow.beads]
    return "\n".join([*parts, "</svg>", ""])


def _box(box: drawings.Box) -> str:
    fill, round_ = STYLE[box.classes.split()[0]]
    middle = box.x + drawings.BOX_WIDTH / 2
    first = box.y + drawings.BOX_HEIGHT / 2 - (len(box.lines) - 1) * 8.5 + 5
    words = "".join(
        f'<text x="{middle}" y="{first + 17 * row}" text-anchor="middle" fill="{INK}">{escape(line)}</text>'
        for row, line in enumerate(box.lines)
    )
    size = f'width="{drawings.BOX_WIDTH}" height="{drawings.BOX_HEIGHT}" rx="{round_}"'
    return f'<rect x="{box.x}" y="{box.y}" {size} fill="{fill}" stroke="{INK}"/>{words}'


def _bead(x: float, y: float, number: int) -> str:
    circle = f'<circle cx="{x}" cy="{y}" r="10" fill="#ffffff" stroke="{LINE}"/>'
    return f'{circle}<text x="{x}" y="{y + 4}" text-anchor="middle" font-size="11" fill="{INK}">{number}</text>'
