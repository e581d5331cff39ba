"""Every statement worked out again from its frozen inputs and compared with its posting and slips."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lilian.ledger import queries as ledger
from lilian.ledger.values import AccountKey, Purpose
from lilian.settlement import rules
from lilian.settlement.models import DisputeAnswer, Line, Run, Statement
from lilian.settlement.queries.owed import payable_fen
from lilian.settlement.queries.pricing import READER
from lilian.settlement.queries.runs import APPROVALS, counted
from lilian.settlement.values import Inputs

Progress = Callable[[int], None]
BLOCK = 300  # statements; each has a few postings and slips


def faults(progress: Progress) -> Iterator[str]:
    """A line for every statement or dispute's answer that does not agree with itself or with the journals."""
    posted = {run.pk: run for run in counted(Run.objects.all()) if run.agreed >= APPROVALS and not run.sent_back}
    books = dict(ledger.books(READER).values_list("organisation_id", "pk"))
    done, last = 0, 0
    while rows := list(Statement.objects.select_related("run").filter(pk__gt=last).order_by("pk")[:BLOCK]):
        block = Block(rows, books, frozenset(posted))
        yield from block.faults()
        last, done = rows[-1].pk, done + len(rows)
        progress(done)
    yield from _answers_not_posted()


@dataclass
class Block:
    """Statements that are looked at together."""

    rows: list[Statement]
    books: dict[int, int]
    posted: frozenset[int]

    def faults(self) -> Iterator[str]:
        lines, postings = self._lines(), self._postings()
        for row in self.rows:
            said = row.inputs.encode()
            inputs = rules.unpacked(said)
            if rules.digest(said) != row.digest or rules.packed(inputs) != said:
                yield f"statement {row.pk}: it is not what was frozen"
                continue
            told = rules.settle(inputs)
            if (told.gross_fen, told.net_fen, told.carried_fen) != (row.gross_fen, row.net_fen, row.carried_fen):
                yield f"statement {row.pk}: its figures do not follow from its inputs"
            is_posted = row.run_id in self.posted
            yield from _of_slips(row, inputs if is_posted else None, lines[row.pk])
            wanted = rules.sides_of(self.books[row.run.organisation_id], inputs, told) if is_posted else None
            yield from _of_posting(row, wanted, postings[f"settlement {row.pk}"])

    def _lines(self) -> dict[int, list[Line]]:
        found: dict[int, list[Line]] = defaultdict(list)
        rows = Line.objects.filter(statement__in=[row.pk for row in self.rows]).select_related("slip__void")
        for line in rows.order_by("pk"):
            found[line.statement_id].append(line)
        return found

    def _postings(self) -> dict[str, list[Any]]:
        """By client key; a posting that was taken back is not there any more."""
        names = [f"settlement.Statement:{row.pk}" for row in self.rows]
        rows = list(ledger.postings(READER).filter(about__in=names))
        undone = {row.reverses_id for row in rows if row.reverses_id}
        found: dict[str, list[Any]] = defaultdict(list)
        for row in rows:
            if row.reverses_id is None and row.pk not in undone:
                found[row.client_key].append(row)
        return found


def _of_slips(row: Statement, inputs: Inputs | None, lines: list[Line]) -> Iterator[str]:
    """What was settled is what was received: each slip once, of this household, gram for gram; None is not posted."""
    wanted = rules.by_slip(inputs) if inputs else {}
    if {line.slip_id: line.amount_fen for line in lines} != {slip: fen for slip, (_, fen) in wanted.items()}:
        yield f"statement {row.pk}: its lines are not what it settles"
    for line in lines:
        if line.slip.net_g != wanted.get(line.slip_id, (0, 0))[0] or line.slip.household_id != row.household_id:
            yield f"statement {row.pk}: slip {line.slip.number} is not what was received"
        if hasattr(line.slip, "void"):
            yield f"statement {row.pk}: slip {line.slip.number} is void and was settled"


def _of_posting(row: Statement, wanted: rules.Sides | None, postings: list[Any]) -> Iterator[str]:
    """A posted statement has one posting with its lines, any other none."""
    stands = [_sides(one) for one in postings]
    if stands != ([wanted] if wanted else []):
        yield f"statement {row.pk}: its posting is not what it says"


def _sides(posting: Any) -> dict[AccountKey, int]:
    found: dict[AccountKey, int] = defaultdict(int)
    for line in posting.lines.all():
        of = line.account
        found[AccountKey(of.book_id, Purpose(of.purpose), of.organisation_id, of.household_id)] += line.amount_fen
    return dict(found)


def _answers_not_posted() -> Iterator[str]:
    """What disputes put right stands on the household's account, to the fen."""
    answers = DisputeAnswer.objects.filter(posting__isnull=False).select_related("dispute__statement").order_by("pk")
    for answer in answers.prefetch_related("posting__lines__account").iterator(chunk_size=BLOCK):
        if payable_fen(answer.posting, answer.dispute.statement.household_id) != -answer.more_fen:
            yield f"dispute {answer.dispute_id}: its posting is not what was answered"
