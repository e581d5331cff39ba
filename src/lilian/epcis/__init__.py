"""EPCIS 2.0 events: read, checked, written, hashed. Plain Python; nothing here knows of tables or the web."""
