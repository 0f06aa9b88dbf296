"""Drawings of the support map."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def spread_bar(spread: Sequence[tuple[str, str, int]]) -> SafeString:
    """A bar of how weight is spread, with the same in words for who does not see it. Parts: value, word, number."""
    total = sum(number for _value, _word, number in spread)
    if not total:
        return SafeString("")
    parts, x = [], 0.0
    for value, word, number in spread:
        width = 100 * number / total
        parts.append((value, f"{x:.2f}", f"{width:.2f}", word, number))
        x += width
    said = ", ".join(f"{word} {number}" for _value, _x, _width, word, number in parts if number)
    bars = format_html_join("", '<rect class="{}" x="{}" width="{}" height="8"/>', (part[:3] for part in parts))
    return format_html(
        '<svg class="map-bar-drawing" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>',
        said,
        bars,
    )
