"""Use of a mark's labels is reported month by month; a report that was wrong is taken back."""
