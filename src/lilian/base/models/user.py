"""Who signs in. What they may do comes from their posts, not from here."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from lilian.base.visibility import MEMBERS, PRIVATE


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A sign-in: a username, and a phone number in E.164 form if there is one."""

    VISIBILITY: ClassVar = {
        "id": PRIVATE,
        "password": PRIVATE,
        "last_login": PRIVATE,
        "username": PRIVATE,
        "phone": PRIVATE,
        "phone_verified": PRIVATE,
        "name": MEMBERS,
        "language": PRIVATE,
        "big_text": PRIVATE,
        "is_active": PRIVATE,
    }

    username = models.CharField(max_length=80, unique=True)
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    phone_verified = models.BooleanField(default=False)
    name = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=10, blank=True)
    big_text = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.name or self.username
