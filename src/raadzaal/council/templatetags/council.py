from django import template

from raadzaal.council import profile

register = template.Library()


@register.filter
def institution(key: str) -> str:
    """The name of the institution that a seat is kept for."""
    return next((each.name for each in profile.active().institutions if each.key == key), key)
