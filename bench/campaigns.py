# ruff: noqa: E402 - Django must be set up before its modules are imported
"""How long it takes to open last year's group purchase again, in a scratch database of its own.

    python bench/campaigns.py [--articles 3000] [--members 460] [--needs 60] [--json]

`--needs` is of each member.
"""

import argparse
import json
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
GOAL_S = 2.0


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


def seconds(made: int, draft: CampaignDraft, *, with_needs: bool) -> float:
    began = time.perf_counter()
    actions.clone_campaign(actor=BENCH, campaign_id=made, draft=draft, with_needs=with_needs, now=NOW)
    return time.perf_counter() - began


def main() -> int:
    said = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    said.add_argument("--articles", type=int, default=3_000)
    said.add_argument("--members", type=int, default=460)
    said.add_argument("--needs", type=int, default=60)
    said.add_argument("--json", action="store_true")
    asked = said.parse_args()
    made, draft = filled(asked.articles, asked.members, asked.needs)
    taken = {
        "without needs": seconds(made, draft, with_needs=False),
        f"with {asked.members * asked.needs:,} needs": seconds(made, draft, with_needs=True),
    }
    if asked.json:
        print(json.dumps({"articles": asked.articles, "members": asked.members, "seconds": taken}))
    else:
        print(f"{asked.articles:,} articles, {asked.members} members; goal {GOAL_S} s")
        for what, each in taken.items():
            print(f"{what:<24} {each:6.2f} s")
    return int(max(taken.values()) > GOAL_S)


if __name__ == "__main__":
    sys.exit(main())
