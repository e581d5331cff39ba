"""Pages of marks: licences, labels and reports of use, and the page where anybody checks a number."""
