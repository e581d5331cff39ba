"""Price steps and discounts as people write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lilian.kernel.money import parse_fen
from lilian.kernel.quantity import plain
from lilian.kernel.refusal import Refusal
from lilian.purchasing.values import PARTS
from lilian.web.shell.fields import as_form_error

STEP = re.compile(r"(?P<start>\d+)[:\uff1a](?P<price>.+)")
OFF = re.compile(r"(?P<from>[\d.]+)[:\uff1a](?P<part>\d{1,2}(\.\d{1,2})?)%?")
MOST_STEPS = 12
FEN, HUNDRED = 100, PARTS // 100


def parts_of(text: str) -> list[str]:
    return [plain(part) for part in re.split(r"[\s,\uff0c;\uff1b]+", text) if part]


class StepsField(forms.CharField):
    """Price steps as people write them: `120` or `0:120 50:115 200:108`; cleans to (starts, fen)."""

    def clean(self, value: Any) -> Any:
        parts = parts_of(super().clean(value))
        if not parts:
            return None
        try:
            steps = [self._step(part) for part in parts[:MOST_STEPS]]
        except Refusal as refusal:
            raise as_form_error(refusal) from refusal
        return tuple(start for start, _ in steps), tuple(fen for _, fen in steps)

    def _step(self, text: str) -> tuple[int, int]:
        found = STEP.fullmatch(text)
        return (int(found["start"][:9]), parse_fen(found["price"])) if found else (0, parse_fen(text))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "  ".join(f"{start}:{fen // FEN}.{fen % FEN:02d}" for start, fen in value)


class BasketField(forms.CharField):
    """A discount on the whole order: `30000:2 50000:3.5`, 2% off from 30,000 yuan on; cleans to (fen, parts of 10,000),
    nothing off at first."""

    def clean(self, value: Any) -> Any:
        starts, parts = [0], [0]
        for text in parts_of(super().clean(value))[:MOST_STEPS]:
            found = OFF.fullmatch(text)
            if found is None:
                raise forms.ValidationError(
                    _("看不懂“%(text)s”。写成 30000:2，就是满 30000 元减 2%%。"), params={"text": text}
                )
            try:
                starts.append(parse_fen(found["from"]))
            except Refusal as refusal:
                raise as_form_error(refusal) from refusal
            parts.append(int(Decimal(found["part"]) * HUNDRED))
        return tuple(starts), tuple(parts)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "  ".join(f"{yuan(start)}:{off(part)}" for start, part in value if start or part)


def yuan(fen: int) -> str:
    return f"{fen // FEN}.{fen % FEN:02d}".removesuffix(".00")


def off(part: int) -> str:
    """Parts of 10,000 as per cent, without noughts that say nothing."""
    return f"{Decimal(part) / HUNDRED:f}"
