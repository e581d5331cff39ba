"""What the form pages of membership share: the way back."""

from django.urls import reverse


def organisation_address(pk: int) -> str:
    return reverse("members:organisation", args=[pk])
