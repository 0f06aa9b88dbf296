"""No page offers a way that leads nowhere for whoever reads it."""

import re
from html import unescape
from urllib.parse import urldefrag

import pytest
from django.utils import translation

from tests.house import House
from tests.site.test_urls_by_role import ROWS, url_of

pytestmark = [pytest.mark.django_db, pytest.mark.trial, pytest.mark.pages]

LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"]*)"')
ELSEWHERE = ("/static/",)


def pages_of(role: str, house: House) -> list[str]:
    with translation.override("nl"):
        return [url_of(row, house) for row in ROWS if row.get.get(role) == 200]


@pytest.mark.parametrize(
    "role", ["anonymous", "secretariat", "secretary", "council_chair", "council_member", "coordinator", "requester"]
)
def test_every_link_leads_somewhere(house, role):
    client, begun, dead = house.client(role), pages_of(role, house), {}
    offered: dict[str, str] = {}
    for url in begun:
        answer = client.get(url)
        if not answer.streaming and "text/html" in answer.headers.get("Content-Type", ""):
            for link in LINK.findall(answer.content.decode()):
                address = urldefrag(unescape(link)).url
                if not address.startswith(ELSEWHERE):
                    offered.setdefault(address, url)
    for address in sorted(set(offered) - set(begun)):
        status = client.get(address).status_code
        if status >= 400:
            dead[address] = (status, offered[address])
    assert len(offered) > 20
    assert dead == {}
