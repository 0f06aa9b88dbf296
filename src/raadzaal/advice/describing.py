"""A published advice as search engines and messages show it: schema.org and Open Graph."""

from collections.abc import Callable

from django.urls import reverse

from raadzaal.advice import presenting
from raadzaal.advice.models import Advice
from raadzaal.council import profile
from raadzaal.publications.models import Publication

FORMS = (
    ("pdf", "application/pdf"),
    ("word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("json", "application/json"),
    ("markdown", "text/markdown"),
)
Absolute = Callable[[str], str]


def linked_data(advice: Advice, publication: Publication, absolute: Absolute) -> dict:
    """A report in the words of schema.org; *absolute* makes a whole address of a path."""
    place = [publication.year, publication.serial]
    council = {"@type": "GovernmentOrganization", "name": str(profile.active().name)}
    if profile.active().contact.tooi:
        council["identifier"] = profile.active().contact.tooi
    told = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": advice.title,
        "reportNumber": presenting.number(publication),
        "url": absolute(reverse("advice:advice", args=place)),
        "author": council,
        "publisher": council,
        "dateCreated": publication.adopted_on.isoformat(),
        "datePublished": publication.published_on.isoformat(),
        "inLanguage": publication.milestone.work.language,
        "isAccessibleForFree": True,
        "encoding": [
            {
                "@type": "MediaObject",
                "encodingFormat": kind,
                "contentUrl": absolute(reverse(f"advice:{name}", args=place)),
            }
            for name, kind in FORMS
        ],
    }
    more = {"abstract": publication.summary, "alternateName": advice.title_en}
    return told | {name: words for name, words in more.items() if words}


def open_graph(advice: Advice, publication: Publication, summary: str, absolute: Absolute) -> list[tuple[str, str]]:
    """Names and values."""
    return [
        ("og:type", "article"),
        ("og:title", f"{presenting.number(publication)} {advice.local_title}"),
        ("og:description", " ".join(summary.split())[:300]),
        ("og:url", absolute(reverse("advice:advice", args=[publication.year, publication.serial]))),
        ("og:site_name", str(profile.active().name)),
        ("article:published_time", publication.published_on.isoformat()),
    ]
