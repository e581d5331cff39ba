"""追溯: where fruit came from and where it went, read from the journals; 召回: calling it back."""
