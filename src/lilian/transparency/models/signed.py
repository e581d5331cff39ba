"""What was signed: the log's keys, its checkpoints, its witnesses and their cosignatures."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from lilian.base.visibility import MEMBERS, PUBLIC


class LogKey(models.Model):
    """A key the log signs with from a moment on; the last one counts, the others are retired. The private half is a
    file outside the database. `why` says what it followed: "first", "rotated" or "anew" (under another name).
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "name", "vkey", "since", "why"), PUBLIC)

    name = models.CharField(max_length=200)
    vkey = models.CharField(max_length=300, unique=True)
    since = models.DateTimeField()
    why = models.CharField(max_length=10)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.vkey


class Checkpoint(models.Model):
    """A tree the log stood by: `note` is the signed note, to the byte."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "key", "size", "root", "note", "at"), PUBLIC)

    key = models.ForeignKey(LogKey, on_delete=models.PROTECT, related_name="checkpoints")
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(name="transparency_one_checkpoint_a_size", fields=("key", "size")),
            models.CheckConstraint(name="transparency_checkpoint_of_something", condition=Q(size__gt=0)),
        )

    def __str__(self) -> str:
        return f"{self.size}"


class Witness(models.Model):
    """Somebody who does not run this site and cosigns its checkpoints; counts until `until`."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "name", "vkey", "since", "until"), PUBLIC) | {"added_by": MEMBERS}

    name = models.CharField(max_length=80, unique=True)
    vkey = models.CharField(max_length=300, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    added_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("pk",)
        verbose_name_plural = "witnesses"
        constraints = (
            models.CheckConstraint(
                name="transparency_witness_ends_later", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        )

    def __str__(self) -> str:
        return self.name


class Submission(models.Model):
    """Where a witness takes checkpoints (the prefix of its `add-checkpoint`), when it was asked last, and why it gave
    no word then: a `Silence` and what it said; both empty where it gave one. A witness that moves gets another row.
    """

    VISIBILITY: ClassVar = dict.fromkeys(("id", "witness", "url", "asked_at", "silence", "detail"), MEMBERS)

    witness = models.OneToOneField(Witness, on_delete=models.PROTECT, related_name="submission")
    url = models.CharField(max_length=300)
    asked_at = models.DateTimeField(null=True)
    silence = models.CharField(max_length=20, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (models.CheckConstraint(name="transparency_submission_somewhere", condition=~Q(url="")),)

    def __str__(self) -> str:
        return self.url


class Cosignature(models.Model):
    """`line` is what the witness adds below the checkpoint; `at` is by its own clock."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "checkpoint", "witness", "at", "line"), PUBLIC)

    checkpoint = models.ForeignKey(Checkpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.ForeignKey(Witness, on_delete=models.PROTECT, related_name="cosignatures")
    at = models.DateTimeField()
    line = models.CharField(max_length=400)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="transparency_one_word_a_witness", fields=("checkpoint", "witness")),
        )

    def __str__(self) -> str:
        return self.line
