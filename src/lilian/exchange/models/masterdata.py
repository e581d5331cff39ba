"""What documents tell of places and kinds in their headers, and the short names they use."""

from typing import ClassVar

from django.db import models

from lilian.base.visibility import MEMBERS
from lilian.exchange.values import LONGEST_URI, LONGEST_VALUE


class Attribute(models.Model):
    """An attribute of a place or kind, as told last."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "uri", "name", "value"), MEMBERS)

    uri = models.CharField(max_length=LONGEST_URI)
    name = models.CharField(max_length=LONGEST_VALUE)
    value = models.CharField(max_length=LONGEST_URI, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(name="exchange_one_attribute", fields=("uri", "name")),)
        indexes = (models.Index(fields=("name", "value"), name="exchange_by_attribute"),)

    def __str__(self) -> str:
        return f"{self.uri} {self.name}"


class Child(models.Model):
    """One place lies within another."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "parent", "child"), MEMBERS)

    parent = models.CharField(max_length=LONGEST_URI)
    child = models.CharField(max_length=LONGEST_URI)

    class Meta:
        verbose_name_plural = "children"
        constraints = (models.UniqueConstraint(name="exchange_one_child", fields=("parent", "child")),)

    def __str__(self) -> str:
        return f"{self.parent} > {self.child}"


class Namespace(models.Model):
    """A short name that some document used for a namespace: what a question without a context means by it."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "short", "space"), MEMBERS)

    short = models.CharField(max_length=LONGEST_VALUE)
    space = models.CharField(max_length=LONGEST_URI)

    class Meta:
        constraints = (models.UniqueConstraint(name="exchange_one_namespace", fields=("short", "space")),)

    def __str__(self) -> str:
        return f"{self.short}: {self.space}"
