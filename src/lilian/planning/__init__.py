"""Planning problems: data in, a proved plan out. Plain Python, no web framework. One package per topic."""
