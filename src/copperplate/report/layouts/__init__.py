"""Layouts: one module each, named as a paper's ``layout`` field names it.

A module holds ``build(material) -> Document`` and ``GOES_THROUGH_THE_PLAN``. Adding a
layout is adding a file here; nothing lists them by hand.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module

from copperplate.errors import BadDefinition, Place, unknown_name
from copperplate.report.blocks import Document
from copperplate.report.material import Material


def layout_names() -> tuple[str, ...]:
    """Return the name of every layout there is."""
    return tuple(sorted(found.name.replace("_", "-") for found in pkgutil.iter_modules(__path__)))


def goes_through_the_plan(name: str) -> bool:
    """Whether a layout sets every item of a plan with its updates, or only pages with figures."""
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    return bool(module.GOES_THROUGH_THE_PLAN)


def layout_named(name: str, *, place: Place) -> Callable[[Material], Document]:
    """Return the function that lays a paper out.

    Raises:
        BadDefinition: There is no such layout (R103).
    """
    if name not in layout_names():
        raise BadDefinition(
            unknown_name(
                code="R103",
                place=place,
                kind="layout",
                name=name,
                known=layout_names(),
                remedy="Name one of these.",
            )
        )
    module = import_module(f"{__name__}.{name.replace('-', '_')}")
    build: Callable[[Material], Document] = module.build
    return build
