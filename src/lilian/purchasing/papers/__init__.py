"""What group purchasing prints."""

from lilian.purchasing.papers.lists import Group, ListPaper, pdf

__all__ = ["Group", "ListPaper", "pdf"]
