"""Django ground without business: who acts, what they may do, what was done, work in the background."""
