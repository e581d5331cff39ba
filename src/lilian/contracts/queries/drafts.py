"""What contracts would say: for the households of some co-operatives, or for contracts renewed into a season."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lilian.base.actors import Actor
from lilian.catalog import queries as catalog
from lilian.contracts.models import Contract, TermsLine
from lilian.contracts.queries.contracts import contracts
from lilian.contracts.queries.homes import Home, homes_of
from lilian.contracts.queries.templates import sheet_of, version
from lilian.contracts.queries.terms import promised
from lilian.contracts.rules.sheets import Land, terms_of
from lilian.contracts.values.terms import BatchDraft, ContractDraft
from lilian.kernel.period import Period
from lilian.kernel.refusal import NotFound

M2_PER_MU = (2_000, 3)  # 1 mu is 666 2/3 square metres


@dataclass(frozen=True)
class Many:
    """Contracts for all households of these co-operatives: so many grams a mu of each block, and for a household
    without a registered block so many in all (0 leaves it out)."""

    season_id: int
    buyer_id: int
    version_id: int
    coop_ids: tuple[int, ...]
    g_per_mu: int
    g_without_block: int = 0
    supported_codes: tuple[str, ...] = ()


def drafts(actor: Actor, many: Many, day: date) -> BatchDraft:
    """The contracts to be, without households that on the day have one of this season with this buyer.

    :raises NotFound: if the season or the version is not there
    :raises OutsideSeason: if the template's days are not in the season
    """
    season, made_of = _season(many.season_id), version(actor, many.version_id)
    sheet, variety_id = sheet_of(made_of), made_of.template.variety_id
    bound = _bound(many, variety_id, day)
    supported = set(many.supported_codes)
    drafted = [
        ContractDraft(home.household_id, terms_of(sheet, season, variety_id, land), home.code in supported)
        for home in homes_of(actor, many.coop_ids)
        if home.household_id not in bound and (land := _land(home, many))
    ]
    return BatchDraft(many.season_id, many.buyer_id, many.version_id, tuple(drafted))


def _bound(many: Many, variety_id: int, day: date) -> set[int]:
    lines = promised(many.season_id, day).filter(variety_id=variety_id, terms__contract__buyer_id=many.buyer_id)
    return set(lines.order_by().values_list("terms__contract__household_id", flat=True))


def _season(season_id: int) -> Period:
    found = catalog.seasons().filter(pk=season_id).first()
    if found is None:
        raise NotFound()
    return Period(found.starts_on, found.ends_on)


def _land(home: Home, many: Many) -> list[Land]:
    above, below = M2_PER_MU
    blocks: list[Land] = [(pk, area_m2 * below * many.g_per_mu // above) for pk, _, area_m2 in home.blocks if area_m2]
    return blocks or ([(None, many.g_without_block)] if many.g_without_block else [])


def renewals(actor: Actor, contract_ids: Collection[int], season_id: int, version_id: int) -> list[BatchDraft]:
    """The same grams of the same blocks by a version's sheet in another season, one batch for each buyer."""
    season, made_of = _season(season_id), version(actor, version_id)
    sheet, variety_id = sheet_of(made_of), made_of.template.variety_id
    found = contracts(actor, text="").filter(pk__in=contract_ids, renewal__isnull=True).order_by("pk")
    batches: dict[int, list[ContractDraft]] = {}
    for one in found:
        terms = terms_of(sheet, season, variety_id, _promised(one, variety_id))
        batches.setdefault(one.buyer_id, []).append(
            ContractDraft(one.household_id, terms, one.is_supported, renews_id=one.pk)
        )
    return [BatchDraft(season_id, buyer, version_id, tuple(drafted)) for buyer, drafted in batches.items()]


def _promised(one: Contract, variety_id: int) -> Sequence[Land]:
    """The grams of each block in the newest terms."""
    newest = one.terms.order_by("-number")[0]
    lines: Iterable[TermsLine] = TermsLine.objects.filter(terms=newest, variety_id=variety_id).order_by("pk")
    land: dict[int | None, int] = {}
    for line in lines:
        land[line.block_id] = land.get(line.block_id, 0) + line.expected_g
    return list(land.items())
