"""Acts of recall and drill."""
