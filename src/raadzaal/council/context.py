from raadzaal.council import profile


def council(request) -> dict:
    """What every page knows of the council it belongs to, and of who looks at it."""
    return {"council_profile": profile.active(), "actor": getattr(request, "actor", None)}
