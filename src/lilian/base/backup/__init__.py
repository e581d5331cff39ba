"""Copies of the whole database. A copy counts only once it was restored to scratch and verified."""

from lilian.base.backup.making import back_up, restore
from lilian.base.backup.nightly import newest_at, record
from lilian.base.backup.refusals import BackupNotSound, DatabaseInUse, NoSuchBackup, ToolFailed

__all__ = ["BackupNotSound", "DatabaseInUse", "NoSuchBackup", "ToolFailed", "back_up", "newest_at", "record", "restore"]
