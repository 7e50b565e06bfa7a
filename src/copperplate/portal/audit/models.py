"""One event after another, each with the digest of the one before.

Rows are only ever added: the database itself refuses to change or remove one.
"""

from __future__ import annotations

from django.db import models


class Kind(models.TextChoices):
    """What was done. Source: Data Protection Act 2018, section 62(1)."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"


class Event(models.Model):
    """One thing that was done.

    Attributes:
        number: Its place in the chain, from 1 without a gap.
        at: When, UTC.
        person: Number of who did it; None where nobody had signed in, or the machine did it.
        office: That person's office at the time.
        kind: Which of the six.
        what: What, in a few words of the portal's own.
        of: Ids and codes of what it was done to. Never a value of a record.
        before: Digest of the event before.
        digest: Its own.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    person = models.PositiveBigIntegerField(null=True)
    office = models.CharField(max_length=80, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    what = models.CharField(max_length=80)
    of = models.JSONField(default=dict)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        """The table."""

        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.what}"


class Head(models.Model):
    """The newest event's number and digest, in one row that writers hold one after another."""

    number = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"
