"""Pages of certificates: issued, collected, lacking; issuing one; papers and the month's workbook; the open page."""
