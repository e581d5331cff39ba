"""What may be done about reports of use."""

from lilian.usage.actions.imports import import_reports, write_reports
from lilian.usage.actions.refusals import UnexplainedDifference
from lilian.usage.actions.reporting import report, retract

__all__ = ["UnexplainedDifference", "import_reports", "report", "retract", "write_reports"]
