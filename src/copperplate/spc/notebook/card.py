"""The card a notebook's output stands on: its own paper, light or dark as the notebook is.

Everything is in the text: no script, nothing fetched, no identity that a second output could
have too. Where a notebook is dark in a way not known here, the card stays light and readable.
"""

from __future__ import annotations

from copperplate.drawing import on_dark_paper

NARROW, WIDE = 320, 720  # the two drawings of a chart, in CSS pixels
_WIDE_FROM = 620  # where the wide drawing's words, scaled down, are still 12 pixels high
_NARROW_UP_TO = 432  # no larger, or its words shout

# How notebooks say that they are dark: JupyterLab, VS Code, Colab, sites made by Sphinx and
# by Quarto, and by MkDocs Material.
_DARK = (
    "[data-jp-theme-light=false]",
    ".vscode-dark",
    "[theme=dark]",
    "[data-theme=dark]",
    "[data-bs-theme=dark]",
    "[data-md-color-scheme=slate]",
)

_STYLE = (
    ".copperplate { container-type: inline-size; max-width: 760px; padding: 8px; "
    "box-sizing: border-box; border-radius: 4px; "
    "background: var(--chart-paper, #FFFFFF); color: var(--chart-label, #1F1F1C); "
    "font: 14px/1.45 'IBM Plex Sans', Arial, sans-serif; }"
    " .copperplate svg { display: block; width: 100%; height: auto; }"
    f" .copperplate .narrow svg {{ max-width: {_NARROW_UP_TO}px; }}"
    f" @container (max-width: {_WIDE_FROM}px) {{"
    " .copperplate .wide { display: none !important; }"
    " .copperplate .narrow { display: block !important; } }"
    f" {', '.join(f'{said} .copperplate' for said in _DARK)} {{ {on_dark_paper()} }}"
)

# On the elements themselves, so that no style of the notebook's own stands above it.
PLAIN = "margin: 0; padding: 0; border: 0; background: none; color: inherit; text-align: left;"
WORDS = (
    f"{PLAIN} margin-top: 8px; white-space: pre-wrap; overflow-wrap: anywhere; "
    "font: 13px/1.5 'IBM Plex Mono', Menlo, Consolas, monospace;"
)


def card(*parts: str) -> str:
    """Return markup on its card."""
    return f'<div class="copperplate"><style>{_STYLE}</style>{"".join(parts)}</div>'
