"""Every statement worked out again from its frozen inputs and compared with its posting, slips and payments."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from lilian.ledger import queries as ledger
from lilian.ledger.values import AccountKey, Purpose
from lilian.settlement import rules
from lilian.settlement.models import DisputeAnswer, Line, PayoutAnswer, PayoutLine, PayoutReturn, Run, Statement
from lilian.settlement.queries.payouts import PAID
from lilian.settlement.queries.pricing import READER
from lilian.settlement.queries.runs import APPROVALS, counted
from lilian.settlement.values import Inputs

Progress = Callable[[int], None]
BLOCK = 300  # statements; each has a few postings and slips


def faults(progress: Progress) -> Iterator[str]:
    """A line for every statement, dispute's answer or payment that does not agree with itself or with the journals."""
    posted = {run.pk: run for run in counted(Run.objects.all()) if run.agreed >= APPROVALS and not run.sent_back}
    books = dict(ledger.books(READER).values_list("organisation_id", "pk"))
    done, last = 0, 0
    while rows := list(Statement.objects.select_related("run").filter(pk__gt=last).order_by("pk")[:BLOCK]):
        block = Block(rows, books, frozenset(posted))
        yield from block.faults()
        last, done = rows[-1].pk, done + len(rows)
        progress(done)
    yield from _answers_not_posted()
    yield from _paid_beyond_owed(frozenset(posted))


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
    """What the bank paid and what disputes put right stands on the household's account, to the fen."""
    paid = PayoutAnswer.objects.filter(paid=True).select_related("line__statement").order_by("pk")
    for one in paid.prefetch_related("posting__lines__account").iterator(chunk_size=BLOCK):
        if _payable(one.posting, one.line.statement.household_id) != one.line.amount_fen:
            yield f"payment {one.line_id}: its posting is not what was paid"
    returned = PayoutReturn.objects.select_related("line__statement").order_by("pk")
    for back in returned.prefetch_related("posting__lines__account").iterator(chunk_size=BLOCK):
        if _payable(back.posting, back.line.statement.household_id) != -back.line.amount_fen:
            yield f"payment {back.line_id}: its posting is not what came back"
    answers = DisputeAnswer.objects.filter(posting__isnull=False).select_related("dispute__statement").order_by("pk")
    for answer in answers.prefetch_related("posting__lines__account").iterator(chunk_size=BLOCK):
        if _payable(answer.posting, answer.dispute.statement.household_id) != -answer.more_fen:
            yield f"dispute {answer.dispute_id}: its posting is not what was answered"


def _payable(posting: Any, household_id: int) -> int:
    """Fen on what is owed to the household, in debit positive."""
    return sum(
        line.amount_fen
        for line in posting.lines.all()
        if line.account.purpose == Purpose.PAYABLE.value and line.account.household_id == household_id
    )


def _paid_beyond_owed(posted: Collection[int]) -> Iterator[str]:
    """By organisation and household: statements with their corrections, less what the bank paid and kept."""
    left: Counter[tuple[int, int]] = Counter()
    of_whom = ("run__organisation_id", "household_id")
    for run, *whom, net_fen in Statement.objects.order_by().values_list("run_id", *of_whom, "net_fen").iterator():
        left[whom[0], whom[1]] += net_fen if run in posted else 0
    corrected = DisputeAnswer.objects.order_by().values_list(*(f"dispute__statement__{one}" for one in of_whom))
    for organisation, home, fen in corrected.annotate(sum=Sum("more_fen")):
        left[organisation, home] += fen
    paid = PayoutLine.objects.filter(PAID).order_by().values_list(*(f"statement__{one}" for one in of_whom))
    for organisation, home, fen in paid.annotate(sum=Sum("amount_fen")):
        left[organisation, home] -= fen
    for (organisation, home), fen in sorted(left.items()):
        if fen < 0:
            yield f"household {home}: organisation {organisation} paid more than is owed"
