"""Asking the API as a program does."""

import json

from django.test import Client

API = "/api/v1"
PROBLEM = "application/problem+json"


def get(path: str, client: Client | None = None, **headers):
    return (client or Client()).get(API + path, headers=headers)


def told(path: str, client: Client | None = None) -> dict:
    answer = get(path, client)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def path_of(url: str) -> str:
    return url.removeprefix("http://testserver" + API)


def everything(client: Client | None = None) -> str:
    """All that is told, by following each list to its end and opening each thing in it."""
    found = [get("", client), get("/openapi.json", client), get("/seats", client), get("/search?q=zorgverlof", client)]
    for name in ("advices", "dossiers", "publications", "meetings", "organisations", "bodies"):
        following = f"/{name}" + ("?limit=2" if name not in ("organisations", "bodies") else "")
        while following:
            answer = get(following, client)
            found.append(answer)
            page = json.loads(answer.content)
            found += [get(path_of(each["url"]), client) for each in page["items"]]
            following = page["next"] and path_of(page["next"])
    assert {answer.status_code for answer in found} == {200}
    return "\n".join(answer.content.decode() for answer in found)
