"""What may be shown, and to whom: the one door numbers leave by.

`policy` says what an audience may know, `publish` is the only maker of a `Publishable`;
`small_counts` chooses what is hidden of one whole, `small_numbers` and `parts` hide it.
Everything above this package sees only those.
"""

from copperplate.disclosure.policy import AUDIENCES, POLICIES, Audience, Policy, policy_named
from copperplate.disclosure.publish import (
    Publishable,
    one_by_one,
    publish,
    publish_parts,
    publish_to_holders,
    refuse_split,
)
from copperplate.disclosure.small_numbers import is_telling, share_mark

__all__ = [
    "AUDIENCES",
    "POLICIES",
    "Audience",
    "Policy",
    "Publishable",
    "is_telling",
    "one_by_one",
    "policy_named",
    "publish",
    "publish_parts",
    "publish_to_holders",
    "refuse_split",
    "share_mark",
]
