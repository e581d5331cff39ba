"""Run `lilian verify` on another database, brought to this program's tables first, in a process of its own."""

import os
import subprocess
import sys

from lilian.base.backup.refusals import BackupNotSound


def verify(url: str) -> None:
    """:raises BackupNotSound: if anything in that database does not fit together"""
    done = subprocess.run(
        [sys.executable, "-m", "lilian", "verify", "--bring-up"],
        env={**os.environ, "LILIAN_DATABASE_URL": url},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        lines = (done.stdout + done.stderr).strip().splitlines()
        raise BackupNotSound(why="; ".join(lines[:2] + lines[2:][-1:]) or str(done.returncode))
