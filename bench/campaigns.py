# ruff: noqa: E402 - Django must be set up before its modules are imported
"""How long it takes to open last year's group purchase again, in a scratch database of its own.

Run: python bench/campaigns.py [articles] [members] [needs of each member]
"""

import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from itertools import islice, product
from pathlib import Path

scratch = tempfile.mkdtemp(prefix="lilian-bench-")
os.environ.update(LILIAN_DEMO="1", LILIAN_VAR=scratch, DJANGO_SETTINGS_MODULE="lilian.conf.settings")
os.environ.setdefault("LILIAN_DATABASE_URL", f"sqlite:///{Path(scratch) / 'bench.sqlite3'}")

import django

django.setup()

from django.core.management import call_command

from lilian.base.actors import system
from lilian.catalog.models import FarmInput
from lilian.members.models import Organisation
from lilian.purchasing import actions
from lilian.purchasing.models import Article, Need
from lilian.purchasing.values import ArticleDraft, CampaignDraft, NeedState, Source

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
BENCH = system("bench")
BOUND_S = 2.0


def filled(articles: int, members: int, needs: int) -> tuple[int, CampaignDraft]:
    """A campaign of so many articles; each member has so many needs."""
    call_command("migrate", verbosity=0, skip_checks=True)
    FarmInput.objects.bulk_create(
        FarmInput(code=f"N{n}", name=f"农资{n}", category="other", unit="袋") for n in range(articles)
    )
    Organisation.objects.bulk_create(
        Organisation(code=f"C{n}", name=f"社{n}", kind="cooperative", level="base", joined_on=date(2020, 1, 1))
        for n in range(members)
    )
    homes = list(Organisation.objects.values_list("pk", flat=True))
    draft = CampaignDraft("春", homes[0], NOW + timedelta(7), NOW + timedelta(14))
    inputs = [ArticleDraft(pk) for pk in FarmInput.objects.values_list("pk", flat=True)]
    made = actions.open_campaign(actor=BENCH, draft=draft, articles=inputs, now=NOW)
    wanted = Article.objects.filter(campaign=made).values_list("pk", flat=True)[:needs]
    said = {"quantity": 4, "most": 6, "source": Source.STAFF.value, "state": NeedState.APPROVED.value, "granted": 4}
    rows = (
        Need(campaign_id=made, article_id=article, organisation_id=home, at=NOW, recorded_by="bench", **said)
        for home, article in product(homes, list(wanted))
    )
    while some := list(islice(rows, 5_000)):
        Need.objects.bulk_create(some)
    return made, draft


def main() -> int:
    articles, members, needs = (int(n) for n in (*sys.argv[1:4], *("3000", "460", "60")[len(sys.argv) - 1 :]))
    made, draft = filled(articles, members, needs)
    slowest = 0.0
    for with_needs in (False, True):
        began = time.perf_counter()
        actions.clone_campaign(actor=BENCH, campaign_id=made, draft=draft, with_needs=with_needs, now=NOW)
        taken = time.perf_counter() - began
        slowest = max(slowest, taken)
        what = f"with {members * needs:,} needs" if with_needs else "without needs"
        print(f"{articles:,} articles, {members} members, {what}: {taken:.2f} s")
    return int(slowest > BOUND_S)


if __name__ == "__main__":
    sys.exit(main())
