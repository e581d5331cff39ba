"""Reads of reports of use. Every one takes the actor."""

from lilian.usage.queries.reports import Due, due, next_due, report, reports, standing_reports

__all__ = ["Due", "due", "next_due", "report", "reports", "standing_reports"]
