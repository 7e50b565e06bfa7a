"""What templates may call: where an asset is, and the address of a page with what was chosen."""

from __future__ import annotations

from django import template

from copperplate.portal.assets import address_of

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """Return the address of a style sheet, a script or a font."""
    return address_of(name)
