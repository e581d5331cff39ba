"""Pages of the transparency log, and the log itself over plain HTTP."""
