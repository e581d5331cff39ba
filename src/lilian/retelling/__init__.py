"""The goods journal told once more, as events of EPCIS 2.0."""
