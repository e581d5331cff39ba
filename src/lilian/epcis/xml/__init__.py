"""The XML of EPCIS 2.0 (and 1.2, read only), to and from the same bodies as JSON."""
