"""The page of a box, for anybody who holds it; consents to be named; complaints."""
