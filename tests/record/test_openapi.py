"""The description of the API: valid, by the rules of the Dutch government, and true of what is answered."""

import json
import os
import re
from pathlib import Path

import hypothesis
import pytest
import schemathesis
import yaml
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance

from raadzaal.conf.wsgi import application
from raadzaal.journal import followers

pytestmark = pytest.mark.django_db
OPENAPI = "/api/v1/openapi.json"
LINTER = Path(__file__).parents[2].parent / "shared/standards/nl-api-design-rules/linter.yaml"
EXAMPLES = 200 if os.environ.get("RAADZAAL_TRUST") == "full" else 12


@pytest.fixture(autouse=True)
def as_many_questions_as_wanted(settings):
    settings.API_PER_MINUTE = 10**9


@pytest.fixture(autouse=True)
def one_connection():
    """The application closes its connection after each request; here it is that of the test, as Django's own client has it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(house) -> dict:
    return json.loads(Client().get(OPENAPI).content)


def test_it_is_valid(described):
    assert described["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(described).iter_errors()] == []


def test_by_the_rules_for_dutch_apis(described):
    """By hand what the official ruleset asks: methods, names, versions, problems, contact."""
    assert re.search(r"/v\d+$", described["servers"][0]["url"])
    assert re.fullmatch(r"\d+\.\d+\.\d+", described["info"]["version"])
    assert set(described["info"]["contact"]) >= {"name", "email", "url"}
    for path, operations in described["paths"].items():
        assert not path.endswith("/") and re.fullmatch(r"(/([a-z0-9-]+(\.json)?|\{[^}]+\}))+", path)
        assert set(operations) == {"get"}
        for status, answer in operations["get"]["responses"].items():
            assert "API-Version" in answer["headers"]
            if status >= "400":
                required = {"status", "title", "detail"}
                assert required <= set(answer["content"]["application/problem+json"]["schema"]["properties"])
        for each in operations["get"].get("parameters", ()):
            assert "400" in operations["get"]["responses"]
            assert each["in"] == "path" or re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", each["name"])
    for name, schema in described["components"]["schemas"].items():
        assert re.fullmatch(r"([A-Z][a-z]+)+", name)
        for prop in schema["properties"]:
            assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", prop)


def test_the_official_patterns_for_paths_and_parameters(described):
    if not LINTER.exists():
        pytest.skip("the official ruleset is not on this machine")
    rules = yaml.safe_load(LINTER.read_text())["rules"]
    kebab = rules["nlgov:paths-kebab-case"]["then"]["functionOptions"]["match"]
    camel = rules["nlgov:query-keys-camel-case"]["then"]["functionOptions"]["match"]
    for path, operations in described["paths"].items():
        assert path == "/openapi.json" or re.match(kebab, path)
        assert all(
            re.match(camel, each["name"]) for each in operations["get"].get("parameters", ()) if each["in"] == "query"
        )


def test_what_it_says_is_what_is_answered(house, index_home):
    """Questions by the hundred, right and wrong, made from the description; each answer is held against it."""
    followers.rebuild("public_search")
    schema = schemathesis.openapi.from_wsgi(OPENAPI, application, headers={"Host": "localhost"})
    operations = [each.ok() for each in schema.get_all_operations()]
    assert len(operations) > 12
    for operation in operations:
        _try(operation, schemathesis.GenerationMode.POSITIVE)
        _try(operation, schemathesis.GenerationMode.NEGATIVE)


def _try(operation, mode) -> None:
    if mode.is_negative and not operation.query and not operation.path_parameters:
        return

    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    @hypothesis.settings(
        max_examples=EXAMPLES, derandomize=True, deadline=None, database=None,
        suppress_health_check=list(hypothesis.HealthCheck), phases=[hypothesis.Phase.generate],
    )  # fmt: skip
    def asked(case):
        # What has the right form may still mean nothing: a cursor that no list gave, a search for “-word” alone.
        case.call_and_validate(headers={"Host": "localhost"}, excluded_checks=[positive_data_acceptance])

    asked()


def test_ids_that_are_there_are_answered_as_described(house):
    """Made-up ids are mostly not there; these are."""
    schema = schemathesis.openapi.from_wsgi(OPENAPI, application, headers={"Host": "localhost"})
    keys = {
        "advices": house.ids["received"]["published"], "dossiers": house.ids["processing"]["public_id"],
        "publications": house.ids["archive"]["public_id"], "meetings": house.ids["past"]["meeting"], "organisations": "fnv",
        "bodies": "amo",
    }  # fmt: skip
    for name, key in keys.items():
        case = schema[f"/{name}/{{id}}"]["GET"].Case(path_parameters={"id": key})
        response = case.call(headers={"Host": "localhost"})
        assert response.status_code == 200, name
        case.validate_response(response)


@pytest.mark.parametrize(("path", "key"), [("/advices/{id}", "nope"), ("/bodies/{id}", "amo")])
def test_a_fault_in_an_answer_would_be_seen(house, described, path, key):
    """That the checks are awake: a status that is not described is seen, and a field that is not."""
    del described["paths"]["/advices/{id}"]["get"]["responses"]["404"]
    del described["components"]["schemas"]["Body"]["properties"]["basis"]
    described["components"]["schemas"]["Body"]["required"].remove("basis")
    schema = schemathesis.openapi.from_dict(described)
    schema.app = application
    case = schema[path]["GET"].Case(path_parameters={"id": key})
    with pytest.raises(FailureGroup):
        case.call_and_validate(headers={"Host": "localhost"})
