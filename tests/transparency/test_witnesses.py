"""Witnesses are asked for their word over each checkpoint: what is sent, what is kept, and what no lie gets through."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from lilian.base import jobs, outside
from lilian.base.models import AuditEvent, Job
from lilian.tlog import cosignatures, submission
from lilian.tlog.checkpoints import Checkpoint
from lilian.tlog.notes import Note
from lilian.transparency import actions, queries
from lilian.transparency.models import Cosignature, Submission
from lilian.transparency.values import Silence
from tests.api.work import work_off
from tests.ops.together import broken
from tests.transparency import witness_server as witnesses
from tests.transparency.county import County
from tests.transparency.witness_server import KEY, PLAIN, SIZE, Said, WitnessServer, a_witness

pytestmark = pytest.mark.django_db


@pytest.fixture
def witness(settings: Any) -> Iterator[WitnessServer]:
    settings.LOG_INNER_HOSTS = ["127.0.0.1"]
    with a_witness() as server:
        yield server


@pytest.fixture
def signed(county: County, witness: WitnessServer) -> County:
    """Three loads and a checkpoint over them; the witness is registered and knows our key."""
    county.receives(3)
    county.signs(timezone.now())
    witness.trusts(*county.keys())
    actions.add_witness(
        actor=county.lin, name="省档案馆", vkey=str(KEY.verifier), url=f"{witness.url}/", now=timezone.now()
    )
    return county


def go_round(later: timedelta = timedelta()) -> None:
    actions.start_due(now=timezone.now() + later)
    work_off()


def grows(county: County) -> None:
    county.receives(2)
    county.signs(timezone.now())


def standing() -> Any:
    [one] = queries.witnesses()
    return one


def test_each_checkpoint_gets_the_witness_s_word_with_a_proof_from_the_last(
    signed: County, witness: WitnessServer
) -> None:
    go_round()
    assert [one.startswith(b"old 0\n\n") for one in witness.asked] == [True]
    first = Checkpoint.parsed(Note.parsed(signed.note()).text).size
    grows(signed)
    go_round()
    head, _, note = witness.asked[1].decode().partition("\n\n")
    assert head.startswith(f"old {first}\n")
    assert cosignatures.seen_by(Note.parsed(signed.note()), [KEY.verifier])
    assert (standing().silence, standing().last_size) == (None, Checkpoint.parsed(Note.parsed(note).text).size)
    assert broken("log") == []


def test_who_gave_its_word_is_not_asked_again(signed: County, witness: WitnessServer) -> None:
    go_round()
    go_round(timedelta(hours=5))
    assert (len(witness.asked), Cosignature.objects.count()) == (1, 1)
    evidence = queries.evidence("goods_entry", queries.log_entry(signed.lin, 1).ref)
    assert evidence is not None
    assert evidence.witnesses == ("省档案馆",)


def test_a_witness_that_saw_another_size_than_we_know_is_asked_from_there(
    signed: County, witness: WitnessServer
) -> None:
    """Its word got lost on the way: it answers 409 and the size it cosigned."""
    witness.should_say(submission.body(0, [], signed.note()))
    old = Checkpoint.parsed(Note.parsed(signed.note()).text).size
    grows(signed)
    go_round()
    assert [one.split(b"\n")[0] for one in witness.asked] == [b"old 0", b"old %d" % old]
    assert (standing().silence, Cosignature.objects.count()) == (None, 1)


def other_tree(body: bytes) -> Said:
    return 409, PLAIN, b"another tree\n"


def huge(body: bytes) -> Said:
    return 409, SIZE, b"9" * 5_000 + b"\n"


LIES: list[tuple[Silence, list[Said | Callable[[bytes], Said]]]] = [
    (Silence.LOG_UNKNOWN, [(404, PLAIN, b"")]),
    (Silence.KEY_NOT_TRUSTED, [(403, PLAIN, b"")]),
    (Silence.CONTRADICTED, [(422, PLAIN, b"")]),
    (Silence.CONTRADICTED, [(409, PLAIN, b"another tree\n")]),
    (Silence.CONTRADICTED, [(409, SIZE, b"9" * 5_000 + b"\n")]),
    (Silence.AHEAD, [(409, SIZE, b"1000000\n")]),
    (Silence.NOT_UNDERSTOOD, [(409, SIZE, b"1\n"), (409, SIZE, b"2\n")]),
    (Silence.NOT_UNDERSTOOD, [(400, PLAIN, b"")]),
    (Silence.NOT_UNDERSTOOD, [(302, PLAIN, b"")]),
    (Silence.NOT_UNDERSTOOD, [(500, PLAIN, b"")]),
    (Silence.NOT_ITS_WORD, [(200, PLAIN, b"")]),
    (Silence.NOT_ITS_WORD, [(200, PLAIN, b"\xff\xfe")]),
    (Silence.NOT_ITS_WORD, [(200, PLAIN, "— a b\n".encode() * 9_000)]),
    (Silence.NOT_ITS_WORD, [witnesses.another_text]),
    (Silence.NOT_ITS_WORD, [witnesses.longer_text]),
    (Silence.NOT_ITS_WORD, [witnesses.anothers_key]),
    (Silence.NOT_ITS_WORD, [witnesses.from_the_end_of_time]),
    (Silence.CLOCK_WRONG, [witnesses.from_tomorrow]),
]


def test_no_word_is_kept_but_a_good_one(signed: County, witness: WitnessServer) -> None:
    asking = actions.asking
    [where], point = Submission.objects.select_related("witness"), asking.newest()
    assert point is not None
    for silence, answers in LIES:
        witness.answers = list(answers)
        answer = asking.asked(where, point, timezone.now())
        assert (answer.silence, answer.note, witness.answers) == (silence, "", []), (answers, answer)
    assert asking.asked(where, point, timezone.now()).silence is None


def test_why_there_is_no_word_is_shown_and_goes_on_record(signed: County, witness: WitnessServer) -> None:
    witness.answers = [witnesses.anothers_key, (422, PLAIN, b"")]
    go_round()
    assert (standing().silence, queries.alarms()) == (Silence.NOT_ITS_WORD, [])
    go_round(timedelta(minutes=16))
    assert [one.silence for one in queries.alarms()] == [Silence.CONTRADICTED]
    assert Cosignature.objects.count() == 0
    told = AuditEvent.objects.filter(event="transparency.witness_silent").order_by("pk").values_list("data", flat=True)
    assert [Silence.NOT_ITS_WORD.value in told[0], Silence.CONTRADICTED.value in told[1]] == [True, True]
    assert {one.status for one in Job.objects.filter(kind="transparency.ask_witness")} == {Job.DONE}


def test_who_says_nothing_is_asked_again_after_a_while_and_told_of_once(signed: County, witness: WitnessServer) -> None:
    witness.answers = [(500, PLAIN, b""), (500, PLAIN, b"")]
    for later in (timedelta(), timedelta(minutes=5), timedelta(minutes=16)):
        go_round(later)
    assert len(witness.asked) == 2
    assert AuditEvent.objects.filter(event="transparency.witness_silent").count() == 1
    go_round(timedelta(minutes=33))
    assert (standing().silence, Cosignature.objects.count()) == (None, 1)


def test_who_is_not_there_or_too_slow_holds_up_nobody(
    signed: County, witness: WitnessServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "WHOLE_S", 0.1)
    jobs_before = Job.objects.count()
    witness.answers = [slow]
    go_round()
    assert (standing().silence, Job.objects.count()) == (Silence.NOT_REACHED, jobs_before + 1)
    assert jobs.job_by_key(signed.lin, Job.objects.latest("pk").key).status == Job.DONE


def slow(body: bytes) -> Said:
    import time

    time.sleep(0.3)
    return 404, PLAIN, b""


def test_a_log_that_was_rewritten_gets_no_word(signed: County, witness: WitnessServer) -> None:
    """The witness saw another tree of our name: what an operator who signs a second past would meet."""
    origin = signed.keys()[0].name
    witness.seen[origin] = Checkpoint(origin, 2, bytes(32))
    go_round()
    assert [one.split(b"\n")[0] for one in witness.asked] == [b"old 0", b"old 2"]
    assert (standing().silence, standing().alarms) == (Silence.CONTRADICTED, True)


def test_an_inner_address_is_not_called_though_it_is_registered(signed: County, settings: Any) -> None:
    settings.LOG_INNER_HOSTS = []
    go_round()
    assert standing().silence == Silence.ADDRESS_REFUSED


@pytest.mark.parametrize(
    "url", ["http://w.example/", "https://a:b@w.example/", "https://w.example/?x=1", "https://w.example:22/", "w"]
)
def test_an_address_that_is_not_plainly_https_is_not_registered(signed: County, url: str) -> None:
    with pytest.raises(actions.AddressNotCalled):
        actions.move_witness(actor=signed.lin, witness_id=standing().id, url=url, now=timezone.now())


def test_a_witness_moves_once_and_is_asked_where_it_is_now(signed: County, witness: WitnessServer) -> None:
    witness.answers = [(500, PLAIN, b"")]
    go_round()
    actions.move_witness(actor=signed.lin, witness_id=standing().id, url=f"{witness.url[:-1]}2", now=timezone.now())
    with pytest.raises(actions.SameAddress):
        actions.move_witness(
            actor=signed.lin, witness_id=standing().id, url=f"{witness.url[:-1]}2/", now=timezone.now()
        )
    go_round()
    assert (standing().silence, len(witness.asked)) == (Silence.LOG_UNKNOWN, 2)


def test_who_has_no_address_or_was_ended_is_not_asked(signed: County, witness: WitnessServer) -> None:
    actions.move_witness(actor=signed.lin, witness_id=standing().id, url="", now=timezone.now())
    go_round()
    assert (witness.asked, standing().url) == ([], "")
    actions.move_witness(actor=signed.lin, witness_id=standing().id, url=witness.url, now=timezone.now())
    actions.end_witness(actor=signed.lin, witness_id=standing().id, now=timezone.now())
    go_round()
    assert witness.asked == []
