"""What was published, byte for byte, goes into the journal by its digests."""

import io

from raadzaal.advice.renditions import FORMS
from raadzaal.files import store
from raadzaal.journal import clock
from raadzaal.journal.models import Audience
from raadzaal.procedure.engine import Done, performs
from raadzaal.procedure.roles import house
from raadzaal.publications.models import Publication, Rendition

KIND = "advice.seal"


@performs(KIND, by=house, audience=Audience.PUBLIC)
def seal(publication: Publication, *, actor, on, fingerprint: str, rendered: dict[str, bytes]) -> Done:
    """*rendered* is every form of the text by its name, made before and outside the act. Done twice, it is done once."""
    Publication.objects.select_for_update(no_key=True).get(pk=publication.pk)
    if publication.renditions.filter(fingerprint=fingerprint).exists():
        return Done(nothing=True)
    now = clock.now()
    kept = {
        form: store.put(io.BytesIO(content), media_type=FORMS[form].media_type) for form, content in rendered.items()
    }
    Rendition.objects.bulk_create(
        [
            Rendition(publication=publication, form=form, fingerprint=fingerprint, file=file, sealed_at=now)
            for form, file in kept.items()
        ]
    )
    told = {"publication": publication.public_id, "year": publication.year, "serial": publication.serial}
    digests = {form: file.sha256 for form, file in kept.items()}
    return Done(facts={**told, "adopted_on": publication.adopted_on, "digests": digests})
