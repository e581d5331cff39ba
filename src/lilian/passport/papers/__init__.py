"""What box passports print."""

from lilian.passport.papers.leaflet import LeafletPaper, pdf

__all__ = ["LeafletPaper", "pdf"]
