"""Pages of certificates: those issued, issuing one, one with its voiding, and the page anybody may open by number."""
