"""What settlement prints."""

from lilian.settlement.papers.statement import StatementPaper, pdf

__all__ = ["StatementPaper", "pdf"]
