"""`lilian serve`, really started: it answers, works, stops, and leaves nobody behind."""

import os
import signal
from collections.abc import Callable

import pytest

from tests.ops.office import Office, Served, command_of, descendants, until

OpenOffice = Callable[..., Office]
pytestmark = pytest.mark.slow
STATUS = "from lilian.base.models import Job; print(*Job.objects.values_list('kind', 'status', 'attempts'))"


def test_the_site_answers_its_worker_works_and_a_stop_ends_both(open_office: OpenOffice) -> None:
    office = open_office(LILIAN_BACKUP_HOUR="0")  # so that there is a job at once: the nightly backup
    site = office.serve()
    until(lambda: any((office.folder / "backups" / "nightly").glob("lilian-*")), 180, "the worker makes the backup")
    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(timeout=120) == 0
    assert len(site.children) >= 3  # the site, the process that serves, the worker
    assert site.all_gone()
    assert office.python(STATUS) == "('base.back_up', 'done', 1)"
    assert "都对得上" in office.lilian("verify")


def test_nobody_outlives_a_killed_serve_and_a_new_one_starts(open_office: OpenOffice) -> None:
    office = open_office()
    site = office.serve()
    os.kill(site.process.pid, signal.SIGKILL)
    until(site.all_gone, 120, "the site and the worker end")
    assert office.serve(port=site.port).status("healthz") == 200


def test_a_serving_process_that_is_killed_is_there_again(open_office: OpenOffice) -> None:
    site = open_office().serve("--no-worker")
    serving = [pid for pid in site.children if descendants(pid) == []]
    for pid in serving:
        os.kill(pid, signal.SIGKILL)
    until(lambda: site.status("readyz") == 200, 60, "it answers again")
    site.children += descendants(site.process.pid)


def test_a_worker_that_is_killed_is_started_again(open_office: OpenOffice) -> None:
    site = open_office().serve()
    (killed,) = workers(site)
    os.kill(killed, signal.SIGKILL)
    until(lambda: bool(set(workers(site)) - {killed}), 60, "another worker")
    site.children += workers(site)


def workers(site: Served) -> list[int]:
    return [pid for pid in descendants(site.process.pid) if command_of(pid).endswith("lilian worker")]


@pytest.mark.parametrize(("demo", "status"), [("1", 405), ("0", 404)])
def test_only_the_demo_has_the_address_that_lets_anyone_be_anyone(
    demo: str, status: int, open_office: OpenOffice
) -> None:
    site = open_office(LILIAN_DEMO=demo).serve("--no-worker")
    assert site.status("demo/enter/") == status


def test_a_taken_port_is_refused_with_a_sentence(open_office: OpenOffice) -> None:
    office = open_office()
    site = office.serve("--no-worker")
    assert "也许网站已经开着" in office.lilian("serve", "--port", str(site.port), code=2)
