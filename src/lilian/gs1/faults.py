"""What is wrong with a text that should be GS1 data."""


class Fault(ValueError):
    """The text is no GS1 data of the kind asked for; the message says why, for a developer."""
