"""What a line wrote: mappings, files, the fruit of a file, and their counts."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS


class MappingVersion(models.Model):
    """A mapping profile as the office wrote it; the highest number of a code counts, past ones stay."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "code", "number", "name", "note", "mapping", "written_at", "written_by"), MEMBERS
    )

    code = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=300, blank=True)
    mapping = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("code", "-number")
        constraints = (models.UniqueConstraint(name="sorting_mapping_number", fields=("code", "number")),)

    def __str__(self) -> str:
        return f"{self.code} v{self.number}"


class LineFile(models.Model):
    """A file of a run, read by a mapping that is kept with it as it was; the same file counts once in a run.

    `unseen` names limits of the standard that the line does not measure, `short` counts what fruit fell short of.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        (
            "id",
            "run",
            "name",
            "digest",
            "profile",
            "mapping",
            "rows",
            "left_out",
            "fruit",
            "weight_dg",
            "fallen",
            "short",
            "unseen",
            "at",
            "sent_by",
        ),
        MEMBERS,
    )

    run = models.ForeignKey("sorting.Run", on_delete=models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    profile = models.CharField(max_length=80)
    mapping = models.TextField()
    rows = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField(default=0)
    fruit = models.PositiveIntegerField()
    weight_dg = models.PositiveBigIntegerField()
    fallen = models.PositiveIntegerField()
    short = models.JSONField(default=dict)
    unseen = models.JSONField(default=list)
    at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)

    class Meta:
        ordering = ("run_id", "pk")
        constraints = (
            models.UniqueConstraint(name="sorting_file_once", fields=("run", "digest")),
            models.CheckConstraint(
                name="sorting_every_row_is_told", condition=Q(rows=models.F("fruit") + models.F("left_out"))
            ),
        )

    def __str__(self) -> str:
        return self.name


class FruitData(models.Model):
    """Every fruit of a file as compressed columns (.npz), apart from the file so that no list carries it."""

    VISIBILITY: ClassVar = dict.fromkeys(("id", "file", "columns"), MEMBERS)

    file = models.OneToOneField(LineFile, on_delete=models.PROTECT, related_name="data")
    columns = models.BinaryField()

    def __str__(self) -> str:
        return f"fruit of {self.file_id}"


class Tally(models.Model):
    """So many fruit of a file alike in lot mark, grade, the machine's grade, and weight to 10 g."""

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "file", "mark", "grade", "machine", "bin_g", "fruit", "weight_dg"), MEMBERS
    )

    file = models.ForeignKey(LineFile, on_delete=models.PROTECT, related_name="tallies")
    mark = models.CharField(max_length=40, blank=True)
    grade = models.CharField(max_length=20)
    machine = models.CharField(max_length=20, blank=True)
    bin_g = models.PositiveIntegerField()
    fruit = models.PositiveIntegerField()
    weight_dg = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("file_id", "pk")
        constraints = (
            models.UniqueConstraint(name="sorting_tally_once", fields=("file", "mark", "grade", "machine", "bin_g")),
        )

    def __str__(self) -> str:
        return f"{self.file_id} {self.grade} {self.bin_g} g: {self.fruit}"
