"""What packing prints: labels of boxes and pallets, in Chinese as the law asks, whatever the screen speaks."""

from lilian.packing.papers.labels import SIZES, Label, digital_link, labels_pdf

__all__ = ["SIZES", "Label", "digital_link", "labels_pdf"]
