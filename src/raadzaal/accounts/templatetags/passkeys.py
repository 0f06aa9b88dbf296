import json

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value) -> str:
    """For an attribute: the template escapes it, a script reads it back. No inline script is needed."""
    return json.dumps(value, cls=DjangoJSONEncoder)
