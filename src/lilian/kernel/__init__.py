"""What every part stands on: money, weight, periods, codes, refusals. Plain Python, no I/O."""
