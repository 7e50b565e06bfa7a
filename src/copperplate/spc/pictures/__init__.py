"""A control chart as `drawing` takes it: plain numbers, labels and signs.

The only part of this library that knows `drawing`; it is imported by whoever wants a
picture, not before. Periods and numbers are worded by the caller.
"""

from copperplate.spc.pictures.picture import picture_of
from copperplate.spc.pictures.wording import Axes, PictureWords, usual_words

__all__ = ["Axes", "PictureWords", "picture_of", "usual_words"]
