"""Varieties, the county's grade standard, the season."""

from dataclasses import replace
from datetime import date, datetime

from lilian.base.actors import Actor
from lilian.catalog import actions
from lilian.catalog.values import COUNTY_BANDS, COUNTY_BANDS_SOURCE, Defect, Limits

VARIETIES = (
    ("YLX", "玉露香梨", ("玉露香", "Yuluxiang")),
    ("SL", "酥梨", ("砀山酥梨", "Suli")),
    ("XH", "雪花梨", ("Xuehua",)),
    ("KEL", "库尔勒香梨", ("香梨", "Korla")),
)

# Invented for the demo, after the pattern of other pear standards: the county's own text is not public.
ROTTEN = frozenset({Defect.DISEASE, Defect.INSECT, Defect.PUNCTURE})
LIMITS = {
    "second": Limits(650, None, ROTTEN, 3, 100),
    "first": Limits(750, 110, ROTTEN | {Defect.BRUISE, Defect.HAIL}, 2, 100),
    "special": Limits(850, 120, ROTTEN | {Defect.BRUISE, Defect.HAIL, Defect.SUNBURN}, 1, 50),
    "oversize": Limits(850, 110, ROTTEN, 2, 100),
}
BANDS = tuple(replace(band, limits=LIMITS.get(band.grade, band.limits)) for band in COUNTY_BANDS)
SOURCE = f"重量：{COUNTY_BANDS_SOURCE}；果径、糖度、缺陷、容许度：演示用数"


def load_catalog(actor: Actor, today: date, now: datetime) -> None:
    for code, name, aliases in VARIETIES:
        actions.add_variety(actor=actor, code=code, name=name, aliases=aliases, now=now)
    standard = actions.add_standard(actor=actor, code="XXYLX", name="隰县玉露香梨质量要求（演示）", now=now)
    actions.publish_version(
        actor=actor,
        standard_id=standard,
        effective_from=date(today.year - 1, 8, 1),
        bands=BANDS,
        source=SOURCE,
        now=now,
    )
    # The season holds the demo's today whatever the month it is loaded in.
    first = today.year if today.month >= 8 else today.year - 1
    for year in (first - 1, first):
        actions.add_season(
            actor=actor,
            code=str(year),
            name=f"{year} 年产季",
            starts_on=date(year, 8, 1),
            ends_on=date(year + 1, 8, 1),
            now=now,
        )
