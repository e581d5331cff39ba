"""In = out + stock + loss, lot by lot: what the books say of all that was made."""

from collections import defaultdict
from collections.abc import Collection

from lilian.trace.queries.sql import STANDS, keys, rows
from lilian.trace.values import Balance

MADE = f"""
SELECT lot.id, lot.code, coalesce((SELECT sum(share.weight_g) FROM stock_share AS share WHERE share.lot_id = lot.id), 0)
FROM stock_lot AS lot WHERE lot.id IN ({{keys}}) AND {STANDS.format(entry="lot.born_id")} ORDER BY lot.id
"""
LIES = """
SELECT balance.lot_id, CASE WHEN place.organisation_id IS NULL THEN place.kind ELSE 'here' END, sum(balance.weight_g)
FROM stock_balance AS balance JOIN stock_location AS place ON place.id = balance.location_id
WHERE balance.lot_id IN ({keys}) GROUP BY 1, 2
"""
USED = f"""
SELECT step.parent_id, sum(step.weight_g) FROM stock_descent AS step
WHERE step.parent_id IN ({{keys}}) AND {STANDS.format(entry="step.entry_id")} GROUP BY step.parent_id
"""


def balances(lot_ids: Collection[int]) -> tuple[Balance, ...]:
    """Of each lot that stands, in the order they were made. A count's difference is what nobody can explain; so is
    what does not sum up, which the database refuses to happen."""
    if not lot_ids:
        return ()
    asked = keys(lot_ids)
    lies: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for lot_id, kind, weight_g in rows(LIES, asked):
        lies[lot_id][kind] = int(weight_g)
    used = {lot_id: int(weight_g) for lot_id, weight_g in rows(USED, asked)}
    return tuple(
        _balance(lot_id, code, int(made_g), used.get(lot_id, 0), lies[lot_id])
        for lot_id, code, made_g in rows(MADE, asked)
    )


def _balance(lot_id: int, code: str, made_g: int, used_g: int, lies: dict[str, int]) -> Balance:
    told = used_g + lies["here"] + lies["sold"] + lies["shrinkage"] + lies["wasted"]
    return Balance(
        lot_id=lot_id,
        code=code,
        made_g=made_g,
        in_store_g=lies["here"],
        used_g=used_g,
        sold_g=lies["sold"],
        lost_g=lies["shrinkage"],
        wasted_g=lies["wasted"],
        unexplained_g=made_g - told,
    )
