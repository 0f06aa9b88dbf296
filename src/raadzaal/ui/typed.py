"""What somebody filled in, to be given back where their form leads nowhere."""

NOT_TYPED = {"csrfmiddlewaretoken", "revision", "sent", "key", "base", "seen", "do", "act"}


def what_was_typed(request) -> list[tuple[str, str]]:
    """Names of fields with the words in them; nothing for who only asked for a page."""
    if request.method != "POST":
        return []
    return [
        (name, value) for name, values in request.POST.lists() for value in values if name not in NOT_TYPED and value
    ]
