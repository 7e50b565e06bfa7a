"""How figures follow, in sentences of provenance that several kinds of figure share.

One of a single kind of figure stands beside what makes that figure.
"""

from copperplate.compare import Average
from copperplate.spc.constants import WHEELER_SCALING

AVERAGE_WORDS = {
    Average.MEAN_WITH_SELF: "the plain mean of the members' figures, the area itself "
    "included, not weighted by population",
    Average.MEAN_WITHOUT_SELF: "the plain mean of the other members' figures, the area "
    "itself left out, not weighted by population",
    Average.WEIGHTED: "the members' figures weighted by their populations, the area itself "
    "included",
}

WITHOUT_SIGN = "Printed without its sign."

PROCESS_AVERAGE = "The mean of the values of the process, by the rule set sfn."
LIMIT = (
    f"The mean of the process and {WHEELER_SCALING} times its mean moving range, by the rule set "
    "sfn."
)
