"""Contracts on paper."""

from lilian.contracts.papers.contract import ContractPaper, pdf

__all__ = ["ContractPaper", "pdf"]
