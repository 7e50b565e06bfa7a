"""What may be shown, and to whom: the one door numbers leave by.

`policy` says what an audience may know, `publish` is the only maker of a `Publishable`.
Everything above this package sees only those.
"""

from copperplate.disclosure.policy import AUDIENCES, POLICIES, Audience, Policy, policy_named
from copperplate.disclosure.publish import Publishable, publish, publish_to_holders

__all__ = [
    "AUDIENCES",
    "POLICIES",
    "Audience",
    "Policy",
    "Publishable",
    "policy_named",
    "publish",
    "publish_to_holders",
]
