"""The door at /epcis/ against GS1's own OpenAPI document: generated calls, good and bad, on every operation of it.

`LILIAN_API_EXAMPLES` sets how many calls each operation gets. What is excepted stands in `docs/epcis.md`.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as generation
from hypothesis.strategies import one_of
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from lilian.api import attempts
from lilian.api.epcis.problems import NOT_OFFERED
from lilian.base.actors import system
from lilian.base.policy import Role
from lilian.members.actions.tokens import issue_token
from lilian.members.models import Organisation
from tests.api.test_schema import SECRET, KnownToken, one_connection, uncompressed
from tests.epcis.examples import an_event
from tests.exchange.conftest import Partner

__all__ = ["one_connection"]
EXAMPLES = int(os.environ.get("LILIAN_API_EXAMPLES", "3"))
DOCUMENT = "/openapi.json"
ANY_WORD = ("/bizSteps/{bizStep}", "/dispositions/{disposition}")  # where nothing can be spoilt
VERSIONS = tuple(f"GS1-{name}-{which}" for name in ("EPCIS", "CBV") for which in ("Version", "Min", "Max"))
METHODS = ("get", "post", "delete", "options")


def standard(shared: Path) -> dict[str, Any]:
    found = shared / "epcis" / "normative" / "REST_Bindings" / "openapi.json"
    if not found.exists():
        pytest.skip(f"GS1's OpenAPI document is not at {found}")
    return json.loads(found.read_text())


def amended(whole: dict[str, Any]) -> dict[str, Any]:
    """The document where it contradicts itself, its own examples or the standard's text: these are the exceptions."""
    parts = whole["components"]
    problem = {"schema": {"$ref": "#/components/schemas/RFC7807ProblemResponseBody"}}
    told = {"description": "not valid", "content": {"application/problem+json": problem, "application/problem+xml": {}}}
    for operation in [one for path in whole["paths"].values() for method, one in path.items() if method in METHODS]:
        operation["responses"].setdefault("400", told)  # a wrong page token or question, wherever one can be given
    parts["responses"]["400SubscriptionIssues"]["content"] |= told["content"]  # the one exception it calls plain JSON
    for body in parts["responses"]["409ResourceAlreadyExistsException"]["content"].values():
        body["schema"]["allOf"][0]["properties"]["status"] = {"enum": [409]}  # as in its example; the schema has 406
    for name in ("GS1-EPC-Format", "GS1-CBV-XML-Format", "GS1-Extensions", "Link"):  # a list, pairs, a link in brackets
        parts["headers"][name]["schema"] = {"type": "string"}
    del whole["paths"]["/events"]["post"]["responses"]["201"]["content"]  # `Location` leads to it; it is not sent back
    one_query = whole["paths"]["/queries/{queryName}"]["get"]["responses"]["200"]["content"]["application/json"]
    one_query["schema"] = one_query["schema"]["items"]  # which it calls a list
    job = parts["schemas"]["CaptureJob"]["allOf"][1]
    job["anyOf"] = job.pop("oneOf")  # nothing is required in either, so that every job is both
    return whole


@cache
def described(shared: Path) -> Any:
    whole = amended(standard(shared)) | {"servers": [{"url": "/epcis"}]}

    def both(environ: dict[str, Any], start_response: Any) -> Any:
        if environ["PATH_INFO"] != DOCUMENT:
            return uncompressed(environ, start_response)
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(whole).encode()]

    schema = schemathesis.openapi.from_wsgi(DOCUMENT, both, config=SchemathesisConfig.from_dict({}))
    schema.auth()(KnownToken)
    return schema


@pytest.fixture
def known(partner_for: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A shop that told an event, asks a question by name and is told its answers; what its things are called."""
    monkeypatch.setattr(attempts, "MOST_WRONG", 10**9)
    partner_for(Role.SELLER)
    issue_token(
        actor=system("test"),
        organisation_id=Organisation.objects.get(code="HZS-01").pk,
        name="openapi",
        role=Role.SELLER,
        now=timezone.now(),
        make_secret=lambda: SECRET,
    )
    place = {"id": "urn:epc:id:sgln:6901234.00001.0"}
    shop, event = Partner(SECRET), an_event(eventID="urn:e:1", readPoint=place, bizLocation=place)
    job = shop.capture(event)
    asked = {"name": "ours", "query": {"EQ_bizStep": [event["bizStep"]]}}
    assert shop.call("POST", "/queries", json.dumps(asked)).status_code == 201
    stream = {"dest": "https://93.184.216.34/hook", "signatureToken": "secret", "stream": True}
    answer = shop.call("POST", "/queries/ours/subscriptions", json.dumps(stream))
    assert answer.status_code == 201, answer.content
    return {
        "captureID": job["captureID"],
        "eventID": "urn:e:1",
        "eventType": "ObjectEvent",
        "epc": event["epcList"][0],
        "bizStep": event["bizStep"],
        "disposition": event["disposition"],
        "bizLocation": event["bizLocation"]["id"],
        "readPoint": event["readPoint"]["id"],
        "queryName": "ours",
        "subscriptionID": answer["Location"].rpartition("/")[2],
    }


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("known", "one_connection")  # in this order: a client of tests closes connections again
@pytest.mark.parametrize("method", METHODS)
def test_every_operation_keeps_to_the_standards_description(method: str, shared: Path, known: dict[str, str]) -> None:
    for path in [path for path, operations in standard(shared)["paths"].items() if method in operations]:
        kept(described(shared)[path][method], known)


def excepted(case: schemathesis.Case) -> list[Any]:
    """The rules refuse more than the schemas do. OPTIONS tells of an address, whatever is named in it; a document that
    is captured is looked at afterwards; a question for a word that nobody can have told finds nothing.
    """
    asked = case.method == "GET" and case.path.endswith("/events")
    accepted = case.method == "OPTIONS" or case.path == "/capture" or case.path in ANY_WORD or asked
    return [positive_data_acceptance, *([negative_data_rejection] if accepted else [])]


def kept(operation: Any, known: dict[str, str]) -> None:
    """Sound calls are made with names there are, unsound ones with names there are none."""

    @generation(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(case=one_of([operation.as_strategy(mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]))
    def called(case: schemathesis.Case) -> None:
        names = known.keys() & (case.path_parameters or {}).keys()
        if case.meta and case.meta.generation.mode is GenerationMode.POSITIVE:
            for name in VERSIONS:  # of which nearly all are ones we do not speak: 406, and nothing else is looked at
                case.headers.pop(name, None)
            if case.method != "DELETE":
                case.path_parameters |= {name: known[name] for name in names}
        answer = case.call()
        if answer.status_code == 501:  # which the document knows of a page token, not of a socket
            assert f"{case.method} {case.path}" in NOT_OFFERED
        else:
            case.validate_response(answer, excluded_checks=excepted(case))

    called()
