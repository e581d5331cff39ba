"""Leaves of the log, the secrets that hide what they stand for, and the tiles of the tree over them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PRIVATE, PUBLIC
from lilian.tlog.tiles import HEIGHT


class Leaf(models.Model):
    """Entry `seq` of the log, numbered from 0 without a gap; `entry` is hashed into the tree as it is.

    It stands for the row `ref` of its kind, which the audit event `event` told of.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("seq", "event", "kind", "ref", "entry"), PUBLIC)

    seq = models.BigIntegerField(primary_key=True)
    event = models.ForeignKey("base.AuditEvent", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    ref = models.BigIntegerField()
    entry = models.BinaryField()

    class Meta:
        ordering = ("seq",)
        verbose_name_plural = "leaves"
        constraints = (
            models.UniqueConstraint(name="transparency_one_leaf_a_row", fields=("kind", "ref")),
            models.CheckConstraint(name="transparency_leaf_from_nought", condition=Q(seq__gte=0)),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.ref}"


class Salt(models.Model):
    """What the hashes of a leaf's record were made with. Deleted by an erasure only; then the record is nobody's."""

    VISIBILITY: ClassVar = dict.fromkeys(("leaf", "secret"), PRIVATE)

    leaf = models.OneToOneField(Leaf, primary_key=True, on_delete=models.PROTECT, related_name="salt")
    secret = models.BinaryField()

    def __str__(self) -> str:
        return str(self.leaf_id)


class Erasure(models.Model):
    """A leaf's salt was deleted on a lawful request: nobody can show any more what its record said."""

    VISIBILITY: ClassVar = {"id": PUBLIC, "leaf": PUBLIC, "at": PUBLIC, "reason": MEMBERS, "erased_by": MEMBERS}

    leaf = models.OneToOneField(Leaf, on_delete=models.PROTECT, related_name="erasure")
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    erased_by = models.CharField(max_length=80)

    class Meta:
        constraints = (models.CheckConstraint(name="transparency_erasure_says_why", condition=~Q(reason="")),)

    def __str__(self) -> str:
        return str(self.leaf_id)


class Tile(models.Model):
    """A full tile: 256 hashes of its level and the hash over them. Partial ones are put together when asked for."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "level", "number", "hashes", "root"), PUBLIC)

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField()
    root = models.BinaryField()

    class Meta:
        ordering = ("level", "number")
        constraints = (
            models.UniqueConstraint(name="transparency_one_tile_a_place", fields=("level", "number")),
            models.CheckConstraint(
                name="transparency_tile_in_the_tree", condition=Q(level__lt=64 // HEIGHT, number__gte=0)
            ),
        )

    def __str__(self) -> str:
        return f"{self.level}/{self.number}"
