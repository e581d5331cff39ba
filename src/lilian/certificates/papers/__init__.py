"""Certificates on paper: a label of 60 x 40 mm, or a sheet of A4; in Chinese, whose wordings the order fixes."""

from lilian.certificates.papers.certificate import SIZES, CertificatePaper, pdf

__all__ = ["SIZES", "CertificatePaper", "pdf"]
