"""The slip on paper and as a picture."""

from lilian.receiving.papers.slip import SlipPaper, pdf, png

__all__ = ["SlipPaper", "pdf", "png"]
