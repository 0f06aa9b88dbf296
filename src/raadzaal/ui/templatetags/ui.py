"""The components as template tags. README.md of this room shows a call of each."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.template.loader import render_to_string
from django.urls import translate_url
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from raadzaal.ui import drawings, words
from raadzaal.ui.shapes import ActView, Diagram, DossierLine, GroupSupport, LineStage, SeatView

register = template.Library()

COMPONENTS = "ui/components/"
DASHES = "---------"
"""What Django says where nothing is chosen yet."""


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A sign from the sprite. Without `label` it is decoration; with it, a picture with a name."""
    return _icon(str(name), str(label))


@lru_cache(maxsize=512)
def _icon(name: str, label: str) -> SafeString:
    """Drawn once: a page of reactions shows thousands, all alike."""
    return render_to_string(COMPONENTS + "icon.html", {"name": name, "label": label})


@register.simple_tag
def linked_data(told: dict) -> SafeString:
    """What search engines read: data, never run. Signs that could end it are written as numbers."""
    content = json.dumps(told, ensure_ascii=False).translate({ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&"})
    return mark_safe(f'<script type="application/ld+json">{content}</script>')  # noqa: S308 -- escaped above


@register.inclusion_tag(COMPONENTS + "speaking_date.html", takes_context=True)
def speaking_date(
    context, date: dt.date | None, today: dt.date | None = None, term: bool = False, focus: bool = True
) -> dict:
    """A date that speaks ("3 days left"), with the full date on hover and focus.

    `term` marks the date as a deadline: it then says "left" and "too late" and warns from a week ahead.
    `focus=False` keeps it out of the tab order, for long lists where the full date stands nearby.
    """
    if date is None:
        return {"date": None}
    day = timezone.localtime(date).date() if isinstance(date, dt.datetime) else date
    days = (day - (today or context.get("today") or timezone.localdate())).days
    spoken = words.spoken_term(day, days) if term else words.spoken(day, days)
    tone = ("late" if days < 0 else "soon" if days <= words.SOON else "") if term else ""
    return {"date": day, "spoken": spoken, "full": date_format(day, "l j F Y"), "tone": tone, "focus": focus}


@register.inclusion_tag(COMPONENTS + "support_mark.html")
def support_mark(marks: Sequence[GroupSupport], variant: str = "details", subject: str = "") -> dict:
    """The support mark. `variant`: "details" (opens a card), "list" (words beside it), "mark" (drawing only)."""
    parts = drawings.mark_parts([mark.value for mark in marks])
    rows = [{"mark": m, "part": p, "word": words.SUPPORT[m.value]} for m, p in zip(marks, parts, strict=True)]
    return {"rows": rows, "variant": variant, "subject": subject, "summary": words.support_summary(marks)}


@register.inclusion_tag(COMPONENTS + "dossier_line.html", takes_context=True)
def dossier_line(context, line: DossierLine, variant: str = "full", today: dt.date | None = None) -> dict:
    """The dossier line. `variant`: "full", or "brief" for lists."""
    stages = [{"stage": s, "word": words.STAGE[s.state], "x": 10 + 22 * i} for i, s in enumerate(line.stages)]
    size = next(n for n in (5, 8, 12, 99) if len(stages) <= n)
    return {
        "line": line,
        "stages": stages,
        "variant": variant,
        "size": size,
        "width": 22 * len(stages) - 2,
        "now": _now(line.stages),
        "last": line.stages[-1],
        "done": sum(s.state == "done" for s in line.stages),
        "today": today or context.get("today"),
    }


def _now(stages: Sequence[LineStage]) -> LineStage | None:
    current = [stage for stage in stages if stage.state == "now"]
    return current[0] if current else None


@register.inclusion_tag(COMPONENTS + "chamber.html")
def chamber(seats: Sequence[SeatView], kind: str = "composition", title: str = "") -> dict:
    """The hall with its table. `kind`: "composition", "attendance" or "vote"."""
    hall = drawings.hall(list(seats))
    return {
        "hall": hall,
        "places": _places(hall, kind),
        "kind": kind,
        "title": title or words.CHAMBER_TITLE[kind],
        "table": _counts(hall, kind),
        "headline": words.headline(seats, kind),
    }


@register.inclusion_tag(COMPONENTS + "hall.html")
def hall(seats: Sequence[SeatView]) -> dict:
    """The hall alone, as a picture beside words that say the same."""
    drawn = drawings.hall(list(seats))
    return {"hall": drawn, "places": _places(drawn, "composition"), "kind": "composition"}


def _places(hall: drawings.Hall, kind: str) -> list[dict]:
    return [
        {
            "seat": p.seat,
            "x": p.x,
            "y": p.y,
            "code": p.seat.code or p.seat.organisation[:3].upper(),
            "outline": drawings.seat_outline(p.shape, p.x, p.y, hall.radius),
            "look": _look(p.seat, kind),
            "word": _word(p.seat, kind),
            "name": words.seat_name(p.seat, _word(p.seat, kind)),
        }
        for p in hall.seats
    ]


@register.inclusion_tag(COMPONENTS + "shares.html")
def shares(rows: Sequence[tuple[str, str, int]]) -> dict:
    """A bar in parts, with its key. Rows: value ("support", "reservation", "objection", "none"), word, number."""
    total, x, parts = sum(number for _value, _word, number in rows), 0.0, []
    for value, word, number in rows:
        width = 100 * number / total if total else 0
        parts.append({"value": value, "word": word, "number": number, "x": round(x, 2), "width": round(width, 2)})
        x += width
    return {"parts": parts, "total": total}


def _look(seat: SeatView, kind: str) -> str:
    if kind == "vote":
        return seat.vote or ("vacant" if seat.state == "vacant" else "absent")
    return seat.state if kind == "attendance" or seat.state == "vacant" else ""


def _word(seat: SeatView, kind: str):
    if kind == "vote" and seat.state != "vacant":
        return words.VOTE[seat.vote]
    return words.SEAT_STATE[seat.state] if kind == "attendance" or seat.state == "vacant" else ""


def _counts(hall: drawings.Hall, kind: str) -> dict:
    """The table beside the drawing: organisations, states or votes, counted for each group."""
    looks = {_look(placed.seat, kind) for placed in hall.seats}
    columns = [(look, word) for look, word in words.columns(kind) if look in looks]
    rows = []
    for key, label, shape in hall.groups:
        members = [placed.seat for placed in hall.seats if placed.seat.group == key]
        counts = Counter(_look(seat, kind) for seat in members)
        organisations = Counter(seat.organisation for seat in members if seat.organisation not in ("", label))
        rows.append(
            {
                "label": label,
                "shape": shape,
                "outline": drawings.seat_outline(shape, 12, 12, 8),
                "total": len(members),
                "organisations": list(organisations.items()),
                "cells": [counts[column] for column, _word in columns],
            }
        )
    totals = [sum(row["cells"][i] for row in rows) for i in range(len(columns))]
    return {"columns": columns, "rows": rows, "totals": totals, "total": len(hall.seats)}


@register.inclusion_tag(COMPONENTS + "procedure_diagram.html")
def procedure_diagram(diagram: Diagram) -> dict:
    flow = drawings.flow(diagram)
    names = {stage.key: stage.label for stage in diagram.stages}
    boxes = [
        {
            "box": box,
            "middle": box.x + drawings.BOX_WIDTH / 2,
            "lines": [
                (text, box.y + drawings.BOX_HEIGHT / 2 + (i - (len(box.lines) - 1) / 2) * 17)
                for i, text in enumerate(box.lines)
            ],
        }
        for box in flow.boxes
    ]
    steps: dict[str, dict] = {}
    for step in diagram.steps:
        row = steps.setdefault(step.key, {"step": step, "sources": [], "target": names[step.target]})
        row["sources"].append(names[step.source])
    return {
        "diagram": diagram,
        "flow": flow,
        "boxes": boxes,
        "steps": list(steps.values()),
        "box_width": drawings.BOX_WIDTH,
        "box_height": drawings.BOX_HEIGHT,
    }


@register.simple_tag
def field(bound_field):
    """Label, help, error and control of one form field, tied together for screen readers.

    A single box to tick has its help beneath it, a list to choose from begins with words instead of dashes, and no
    label is said a second time inside its field. What nobody sees is put there as it is.
    """
    if bound_field.is_hidden:
        return str(bound_field)
    asked = bound_field.field
    if getattr(asked, "empty_label", None) == DASHES:
        asked.empty_label = _("Choose…") if asked.required else _("None")
    if str(asked.widget.attrs.get("placeholder", "")) == str(bound_field.label):
        del asked.widget.attrs["placeholder"]
    alone = getattr(asked.widget, "input_type", "") == "checkbox" and not bound_field.use_fieldset
    return bound_field.render(COMPONENTS + "field.html", {"field": bound_field, "alone": alone})


@register.inclusion_tag(COMPONENTS + "form_errors.html")
def form_errors(form) -> dict:
    """The summary above a form that was refused: every error, linked to its field."""
    rows = [(_first_control(bound), bound.label, error) for bound in form for error in bound.errors]
    return {"form": form, "rows": rows, "general": form.non_field_errors()}


def _first_control(bound) -> str:
    """The id of the control to go to: of a group of choices the first one."""
    first = next(iter(bound), None) if bound.use_fieldset else None
    return first.id_for_label if first else bound.id_for_label or bound.auto_id


@register.inclusion_tag(COMPONENTS + "pagination.html", takes_context=True)
def pagination(context, page) -> dict:
    """`page` is a Django Page; other parameters of the address are kept."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop("page", None)
    kept = query.urlencode() + "&" if query else ""
    return {
        "page": page,
        "kept": kept,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "gap": page.paginator.ELLIPSIS,
    }


@register.inclusion_tag(COMPONENTS + "acts.html", takes_context=True)
def acts(context, acts: Sequence[ActView], title: str = "", id: str = "acts") -> dict:
    """The toolbar of acts: the open ones as buttons, the main one first; the closed ones say why on request."""
    is_open = sorted((act for act in acts if act.open), key=lambda act: not act.main)
    return {
        "open": is_open,
        "closed": [act for act in acts if not act.open],
        "title": title,
        "id": id,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def page_address(context) -> str:
    """Where this page is found, for on paper; "" where nothing was asked for, or by a name that is not ours."""
    request = context.get("request")
    try:
        return request.build_absolute_uri() if request else ""
    except DisallowedHost:
        return ""


@register.inclusion_tag("ui/parts/language.html", takes_context=True)
def language_links(context) -> dict:
    """This same page in each language of the site."""
    request = context.get("request")
    here = request.get_full_path() if request else "/"
    current = translation.get_language()
    return {
        "links": [
            {
                "code": code,
                "name": translation.get_language_info(code)["name_local"].capitalize(),
                "url": translate_url(here, code),
                "current": code == current,
            }
            for code, _name in settings.LANGUAGES
        ]
    }


@register.filter
def notice_kind(level_tag: str) -> str:
    """Django's message level as a kind of notice."""
    return level_tag if level_tag in NOTICE_SIGNS else "info"


NOTICE_SIGNS = {"info": "info", "success": "check-circle", "warning": "warning", "error": "stop"}
NOTICE_WORDS = {"info": _("Information"), "success": _("Done"), "warning": _("Please note"), "error": _("Error")}


@register.simple_block_tag
def notice(content, kind: str = "info", title: str = ""):
    """A message of a kind; the sign and the (hidden) word say which kind."""
    return render_to_string(
        COMPONENTS + "notice.html",
        {"kind": kind, "title": title, "content": content, "sign": NOTICE_SIGNS[kind], "word": NOTICE_WORDS[kind]},
    )


@register.simple_block_tag
def paragraph(content, number, id: str, marks: Sequence[GroupSupport] = (), url: str = ""):
    """A numbered paragraph; the number hangs in the margin and is the paragraph's address, `#p-<id>`.

    `url` is the permanent address without the fragment, for the copy button; empty means this page.
    """
    return render_to_string(
        COMPONENTS + "paragraph.html", {"content": content, "number": number, "id": id, "marks": marks, "url": url}
    )
