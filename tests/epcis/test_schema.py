"""What the official JSON Schema refuses, the typed decoding refuses, and nothing else: over examples and mutations."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lilian.epcis import documents
from lilian.epcis.faults import Unreadable
from tests.epcis import examples

STRANGE: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, "", "x", "a b", "shipping", "ADD", "OBSERVE", "DELETE", [], {}, [1], ["a:b", "a:b"]),
    *("urn:a", "https://h/p", "https://h:x/", "2026-02-28T00:00:00Z", "2026-02-30T00:00:00", "+08:00", "+15:00"),
    *(
        "urn:epcglobal:cbv:bizstep:shipping",
        "https://gs1.org/voc/Temperature",
        "KGM",
        "kgm",
        {"id": "urn:a"},
        {"id": 1},
    ),
    *("ObjectEvent", "AggregationEvent", "TransformationEvent", "ex:Event", [[]], {"ex:a": 1}, {"plain": 1}),
)


class Corpus(list[Any]):
    """Documents; not to be printed whole."""

    def __repr__(self) -> str:
        return f"<{len(self)} documents>"


@pytest.fixture(scope="module")
def small(corpus: list[Any]) -> list[Any]:
    return Corpus(document for document in corpus if len(json.dumps(document)) < 6_000)


@pytest.fixture(scope="module")
def corpus(shared: Path) -> list[Any]:
    return Corpus(json.loads(path.read_bytes()) for path in examples.json_examples(shared))


@pytest.fixture(scope="module")
def official(shared: Path) -> Any:
    return examples.validator(shared)


def test_it_agrees_with_the_schema_on_every_example(corpus: list[Any], official: Any) -> None:
    assert len(corpus) > 70
    for document in corpus:
        ours = examples.schema_faults(json.dumps(document).encode())
        assert (not ours) == official.is_valid(document), (ours, document)


def _places(part: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) there is."""
    keys = list(part) if isinstance(part, dict) else list(range(len(part))) if isinstance(part, list) else []
    return [place for key in keys for place in [(part, key), *_places(part[key])]]


def mutated(document: Any, luck: random.Random) -> Any:
    """The document with one to three small changes."""
    changed = copy.deepcopy(document)
    for _ in range(luck.choice((1, 1, 2, 3))):
        places = _places(changed)
        if not places:
            break
        holder, key = luck.choice(places)
        how = luck.randrange(5)
        if how == 0:
            del holder[key]
        elif how == 1:
            holder[key] = copy.deepcopy(luck.choice(STRANGE))
        elif how == 2 and isinstance(holder, dict):
            holder[luck.choice(("plain", "ex:name", "ilmd", "parentID", "action", "@context"))] = holder[key]
        elif how == 3 and isinstance(holder[key], list) and holder[key]:
            holder[key].append(copy.deepcopy(holder[key][0]))
        elif isinstance(holder[key], str):
            holder[key] += luck.choice((" ", "%", "%2", "é", "#", "#a#", "[", ":", "/x"))
    return changed


@pytest.mark.slow
@settings(max_examples=250)
@given(st.integers(0, 10**9))
def test_it_agrees_with_the_schema_on_mutations(small: list[Any], official: Any, seed: int) -> None:
    luck = random.Random(seed)
    document = mutated(luck.choice(small), luck)
    ours = examples.schema_faults(json.dumps(document).encode())
    assert (not ours) == official.is_valid(document), (ours, document)


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"1", b"\xff", b'{"type": 1}', b'{"type": "EPCISDocument"}'])
def test_what_is_no_document_is_refused_whole(text: bytes) -> None:
    with pytest.raises(Unreadable):
        documents.read(text)


def test_a_fault_says_where_it_is() -> None:
    [fault] = examples.schema_faults(examples.a_document(examples.an_event(epcList=["urn:a:b", "no uri"])))
    assert fault.path == "$.epcList[1]"
    [unknown] = examples.schema_faults(examples.a_document(examples.an_event(colour="red")))
    assert unknown.path == "$['colour']"


def test_extensions_stay() -> None:
    body = examples.an_event(**{"ext:brix": 13.5, "ext:row": {"ext:tree": ["a", "b"]}})
    assert documents.read(examples.a_document(body)).bodies == [body]
    assert documents.read(examples.a_document(body)).prefixes == {"ext": "https://ext.example.org/"}


def test_master_data_comes_along() -> None:
    places = {"type": "urn:epcglobal:epcis:vtype:BusinessLocation", "vocabularyElementList": [{"id": "urn:a:b"}]}
    header = {"epcisMasterData": {"vocabularyList": [places]}}
    [found] = documents.read(examples.a_document(examples.an_event(), epcisHeader=header)).vocabularies
    assert found.type.endswith("BusinessLocation")
