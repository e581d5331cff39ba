"""`python -m lilian` is the `lilian` command."""

from lilian.cli.main import main

if __name__ == "__main__":
    main()
