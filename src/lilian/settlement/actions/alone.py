"""What an organisation posts, corrects and pays follows one another."""

from lilian.base.locks import hold_name


def alone(organisation_id: int) -> None:
    """Nobody else settles or pays for the organisation until the transaction ends; who does so now is waited for."""
    hold_name(f"settlement of\n{organisation_id}", wait=True)
