"""What settlement prints."""

from lilian.settlement.papers.statement import StatementPaper, pdf, png

__all__ = ["StatementPaper", "pdf", "png"]
