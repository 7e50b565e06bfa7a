"""How often somebody may fail to sign in, by name and by address; a name need not exist."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from copperplate.portal.accounts.models import Failure
from copperplate.portal.clock import moment

# Source: OWASP ASVS 5.0.0, 6.3.1 asks for a limit; the figures are ours. Five tries are a person
# with the wrong capital; thirty from one address are no office.
MOST_OF_A_NAME, MOST_OF_AN_ADDRESS = 5, 30
WITHIN = timedelta(minutes=15)
_KEPT = timedelta(days=1)


def is_held_back(request: HttpRequest, name: str) -> bool:
    """Whether this name, or this address, has failed too often of late."""
    whom, whence = _digests(request, name)
    since = moment() - WITHIN
    lately = Failure.objects.filter(Q(whom=whom) | Q(whence=whence), at__gt=since)
    found = list(lately.values_list("whom", "whence"))
    return (
        sum(one == whom for one, _ in found) >= MOST_OF_A_NAME
        or sum(one == whence for _, one in found) >= MOST_OF_AN_ADDRESS
    )


def note_failure(request: HttpRequest, name: str) -> None:
    """Remember that a sign-in failed; what is older than a day is forgotten."""
    whom, whence = _digests(request, name)
    Failure.objects.filter(at__lt=moment() - _KEPT).delete()
    Failure.objects.create(whom=whom, whence=whence, at=moment())


def forget(request: HttpRequest, name: str) -> None:
    """Forget the failures of a name that has signed in."""
    Failure.objects.filter(whom=_digests(request, name)[0]).delete()


def _digests(request: HttpRequest, name: str) -> tuple[str, str]:
    address = request.META.get("REMOTE_ADDR", "")
    if settings.CONFIGURATION.behind_proxy:
        # The last address is the one our own proxy saw; those before it anybody can write.
        address = request.headers.get("X-Forwarded-For", address).split(",")[-1].strip()
    return _keyed(f"name {name.casefold()}"), _keyed(f"address {address}")


def _keyed(text: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
