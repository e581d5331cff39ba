"""What tracing prints."""

from lilian.trace.papers.calls import CallPaper, Holder, pdf

__all__ = ["CallPaper", "Holder", "pdf"]
