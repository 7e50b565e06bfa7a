"""People, what they hold, the links that let them in, and sign-ins that failed."""

from __future__ import annotations

import re

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from copperplate.disclosure import Audience
from copperplate.portal.rights import Role

MAXIMUM_NAME = 80
# What is printed on pages and in the audit: nothing unseen, nothing that opens a formula.
NAME = re.compile(r"\A[A-Za-z0-9][A-Za-z0-9.@_-]{1,79}\Z")
NAMES = RegexValidator(
    NAME,
    "Use letters, digits, '.', '@', '_' and '-', beginning with a letter or digit.",
)
OFFICES = RegexValidator(
    r"\A[^\W_][\w ,.()'’&/-]{1,79}\Z", "Use letters, digits, spaces and simple punctuation."
)


class People(BaseUserManager["Person"]):
    """Finds people by the name they sign in with, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Return the person of a name."""
        return self.get(name__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who may sign in.

    Attributes:
        name: What they sign in with.
        office: What others read: an office, not a name.
        is_active: Whether they may sign in; a person is never deleted, for the audit's sake.
    """

    name = models.CharField(max_length=MAXIMUM_NAME, unique=True, validators=[NAMES])
    office = models.CharField(max_length=MAXIMUM_NAME, validators=[OFFICES])
    is_active = models.BooleanField(default=True)
    made = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS = ["office"]
    objects = People()

    class Meta:
        """The table."""

        constraints = [models.UniqueConstraint(Lower("name"), name="one_person_a_name")]

    def __str__(self) -> str:
        return self.office


class Grant(models.Model):
    """A role that a person holds, in an area, for an audience.

    Attributes:
        area: Code of the area it holds in, with all that lies in it; empty for the whole force.
        audience: The widest its holder may see there.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(one.value, one.words) for one in Role])
    area = models.CharField(max_length=40, blank=True)
    audience = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Audience])

    class Meta:
        """The table."""

        constraints = [
            models.UniqueConstraint(fields=["person", "role", "area"], name="one_grant_a_role")
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.area}".strip()


class Welcome(models.Model):
    """A link that lets one person choose a password, once.

    Attributes:
        digest: Of the secret in the link; the secret itself is kept nowhere.
        ends: When it stops working.
        used: When it was used; None while it was not.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    ends = models.DateTimeField()
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"welcome of person {self.person_id}"


class Failure(models.Model):
    """A sign-in that failed.

    Attributes:
        whom: Keyed digest of the name that was typed.
        whence: Keyed digest of the address it came from.
    """

    whom = models.CharField(max_length=64, db_index=True)
    whence = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"failure at {self.at:%Y-%m-%d}"
