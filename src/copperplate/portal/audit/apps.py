"""Tells Django of the audit."""

from django.apps import AppConfig


class Audit(AppConfig):
    """The app of the audit."""

    name = "copperplate.portal.audit"
    label = "audit"
