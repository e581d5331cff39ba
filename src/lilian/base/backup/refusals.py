"""Why a copy was not made or not put back."""

from lilian.kernel.marks import gettext_noop
from lilian.kernel.refusal import NotFound, Refusal


class NoSuchBackup(NotFound):
    code = "base.no_such_backup"
    sentence = gettext_noop("找不到备份文件 {path}。")


class BackupNotSound(Refusal):
    code = "base.backup_not_sound"
    sentence = gettext_noop("这份备份没有通过核对：{why}")
    remedy = gettext_noop("不要用它，请换另一份备份；原来的数据没有动。")


class DatabaseInUse(Refusal):
    code = "base.database_in_use"
    sentence = gettext_noop("数据库正在使用，现在不能恢复。")
    remedy = gettext_noop("请先停下 lilian serve 和 lilian worker，再来一次。")


class ToolFailed(Refusal):
    code = "base.tool_failed"
    sentence = gettext_noop("{tool} 没有成功：{why}")
    remedy = gettext_noop("请检查 PostgreSQL 的工具是否装好、账号有没有建库的权限。")
