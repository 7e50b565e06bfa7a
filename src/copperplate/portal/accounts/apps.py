"""Tells Django of people."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """The app of people."""

    name = "copperplate.portal.accounts"
    label = "accounts"
