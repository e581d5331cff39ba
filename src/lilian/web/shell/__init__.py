"""The frame every page stands in: navigation by role, fields, lists, sign-in, refusals as sentences."""
