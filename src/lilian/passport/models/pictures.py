"""What the orchards of a village look like."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lilian.base.visibility import MEMBERS, PUBLIC


class OrchardPicture(models.Model):
    """A village's orchards, nobody in the picture; it stands on pages of boxes until `ended_at`.

    `digest` is SHA-256 of `picture` in hex; of one that ended the row stays and the picture is gone. `reason` is why it
    was taken away, '' where a newer one took its place.
    """

    VISIBILITY: ClassVar = dict.fromkeys(
        ("id", "village", "digest", "picture", "width", "height", "caption", "caption_en"), PUBLIC
    ) | dict.fromkeys(("at", "kept_by", "ended_at", "ended_by", "reason"), MEMBERS)

    village = models.ForeignKey("members.Place", on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, db_index=True)
    picture = models.BinaryField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    caption = models.CharField(max_length=40, blank=True)
    caption_en = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()
    kept_by = models.CharField(max_length=80)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("village",), condition=Q(ended_at__isnull=True), name="passport_one_picture_a_village"
            ),
            models.CheckConstraint(
                name="passport_picture_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by="", reason="")
                | (Q(ended_at__isnull=False) & ~Q(ended_by="")),
            ),
            models.CheckConstraint(name="passport_picture_has_sides", condition=Q(width__gt=0, height__gt=0)),
        )

    def __str__(self) -> str:
        return f"orchards of {self.village_id}"
