"""Which compliance certificates stand behind a box, and what went onto the trees its fruit grew on."""

from collections import defaultdict
from collections.abc import Collection

from django.utils import timezone

from lilian.certificates import queries as certificates
from lilian.certificates.values import BASIS_NAMES, FORM_NAMES, LotCertificate
from lilian.passport.values import Input, Promise, Promises
from lilian.trace import queries as trace
from lilian.trace.values import GrownAt, InputUsed

MOST_SHOWN, MOST_INPUTS = 3, 8


def promises(lot_ids: Collection[int]) -> Promises:
    """Of these lots, the last issued first; one that stands for several lots, or was taken in too, is told once."""
    told = {one.number: one for one in reversed(certificates.of_lots(lot_ids))}
    found = sorted(told.values(), key=lambda one: one.at, reverse=True)
    firms = [one for one in found if not one.is_personal]
    return Promises(
        firms=tuple(_promise(one) for one in firms[:MOST_SHOWN]),
        more=max(0, len(firms) - MOST_SHOWN),
        unnamed=len(found) - len(firms),
    )


def _promise(one: LotCertificate) -> Promise:
    return Promise(
        number=one.number,
        promiser=one.promiser,
        day=timezone.localdate(one.at),
        form=FORM_NAMES[one.form] if one.form else "",
        bases=tuple(BASIS_NAMES[basis] for basis in one.bases),
        test=one.test,
        is_void=one.is_void,
    )


def inputs(grown: Collection[GrownAt]) -> tuple[Input, ...]:
    """Pesticides first; nothing of who fetched it, of which batch, or how much."""
    by_name: dict[str, list[InputUsed]] = defaultdict(list)
    for one in trace.inputs(grown):
        by_name[one.name].append(one)
    found = [
        Input(name, some[0].category, trace.days_before(some, grown), some[0].interval_days)
        for name, some in by_name.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.interval_days is None, one.category, one.name))[:MOST_INPUTS])
