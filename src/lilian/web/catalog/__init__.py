"""Pages of varieties, quality standards and seasons."""
