"""One advice, played until it stands in a given stage."""

from datetime import date

from raadzaal.demo.content import Advice, load
from raadzaal.demo.play import begin, happen, timeline

ENDED_EARLY = ("declined", "withdrawn")
FIRST = "zorgen-naast-het-werk"


def play_until(stage: str, today: date) -> None:
    """The first invented advice that comes so far; it goes through every stage but those of requests that end early."""
    told = _suiting(stage)
    show = begin(today, [told])
    for event in timeline(show):
        happen(event)
        played = show.dossiers[told.key]
        if played.pk and played.advice.stage == stage:
            return


def _suiting(stage: str) -> Advice:
    wanted = next(told for told in load() if told.stands == stage) if stage in ENDED_EARLY else None
    return wanted or next(told for told in load() if told.key == FIRST)
