"""Every pair of colours that is used for text or for signs has enough contrast, by day and by night (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

import raadzaal.ui

TOKENS = (Path(raadzaal.ui.__file__).parent / "static/ui/tokens.css").read_text()
COLOURS = dict(re.findall(r"--([\w-]+): light-dark\((#\w{6}, #\w{6})\);", TOKENS))
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft") for ground in ("paper", "sheet", "well")],
    *[("ink", f"{name}-tint") for name in ("wood", "accent", "support", "reservation", "objection")],
    *[(ink, ground) for ink in ("accent", "accent-strong") for ground in ("paper", "sheet", "accent-tint")],
    *[
        (name, ground)
        for name in ("support", "reservation", "objection")
        for ground in ("paper", "sheet", f"{name}-tint")
    ],
    *[(name, "accent-tint") for name in ("reservation", "objection")],
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("paper", "ink"),
    ("paper", "wood"),
]
SIGNS = [
    *[(sign, ground) for sign in ("line-strong", "wood", "accent") for ground in ("paper", "sheet")],
    *[(f"{name}-fill", ground) for name in ("support", "reservation", "objection") for ground in ("paper", "sheet")],
    ("sheet", "support-fill"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def in_theme(name: str, theme: int) -> str:
    return COLOURS[name].split(", ")[theme]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(ink, ground, theme):
    assert contrast(in_theme(ink, theme), in_theme(ground, theme)) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("sign", "ground"), SIGNS)
def test_signs_can_be_seen(sign, ground, theme):
    assert contrast(in_theme(sign, theme), in_theme(ground, theme)) >= 3


def test_colours_are_named_only_here():
    folder = Path(raadzaal.ui.__file__).parent / "static/ui"
    for sheet in folder.glob("*.css"):
        if sheet.name not in ("tokens.css", "print.css"):
            assert not re.findall(r"#[0-9a-f]{3,8}\b|rgb\(|hsl\(", sheet.read_text()), sheet.name
