"""Start Django for the commands that need the database; what is wrong with the settings is said in words."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from lilian.cli.broken import cause
from lilian.cli.language import Language, NoCatalogue, translator
from lilian.kernel.refusal import Refusal

REFUSED = 2
FAULTY = 1
Translate = Callable[[str], str]


def start() -> None:
    """:raises typer.Exit: if a setting is missing or does not fit"""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lilian.conf.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(REFUSED) from None
    except Exception as fault:
        if type(fault).__name__ != "BadSetting":  # it lives in conf, above the doors
            raise
        typer.echo(str(fault), err=True)
        raise typer.Exit(REFUSED) from None


@contextmanager
def said(language: Language) -> Iterator[Translate]:
    """Inside, a refusal, or a fault of the machine that can be told, ends the command with a sentence and code 2."""
    translate: Translate = str
    try:
        translate = translator(language)
        yield translate
    except (Refusal, NoCatalogue) as refusal:
        typer.echo(refusal.text(translate), err=True)
        raise typer.Exit(REFUSED) from None
    except Exception as fault:
        known = cause(fault)
        if known is None:
            raise
        typer.echo(f"{translate(known[0])} ({fault})\n{translate(known[1])}", err=True)
        raise typer.Exit(REFUSED) from None
