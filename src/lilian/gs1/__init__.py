"""GS1 identifiers: application identifiers, element strings, Digital Link and EPC URNs. Pure Python."""
