"""The numbers that decide whether a fact is worth speaking of, in one place.

Each says where it comes from. Those of control charts themselves are `spc`'s.
"""

from copperplate.periods import PeriodKind
from copperplate.spc.rule_sets import SFN

# Below this base a percentage misleads: three more on ten is not "a 30% rise". Papers
# print small numbers as numbers. Source: house rule for milestones on small bases.
SMALLEST_BASE_FOR_PERCENT = 100

# A process is called stable when it has been watched for as many periods as its limits
# need.
FEWEST_FOR_STABLE = SFN.fewest_for_full_limits

# Shorter runs on one side are not spoken of: half of all stable series show one of four.
SHORTEST_RUN = SFN.run_worth_saying

# A run is among what needs attention from one short of a step on: of the many charts that are
# looked at together, one in twenty that never change shows a run of five or six just now
# (docs/reference/spc/attention.md).
RUN_FOR_ATTENTION = SFN.run_length - 1

# A chart says something of now while its newest value is of the last year: a year of lag is the
# longest that publications have. Source: house rule.
DAYS_OF_NOW = 366

# A value back on the other side of its average is news after so many on one side.
# Source: the published papers, which say it after three and four.
SHORTEST_RUN_THAT_ENDS = 4

# Moves one way, one after another. Source: the trend of seven points, six moves, of
# "Making Data Count"; by chance once in 2,500 places.
FEWEST_MOVES = 6

# Fewer values than this are no record to speak of: two years of quarters.
FEWEST_FOR_A_RECORD = 8

# A year has a place among years once there are so many of them.
FEWEST_YEARS = 5

# A place worth naming is one of the first three, from either end.
PLACES_NAMED = 3

# A step is news while it was called no longer ago than this: a year of quarters.
NEWS = 4

# A step that is no news any more is where things stand until a year has gone since it was called.
# Quarters are not here: they are news for as long.
LATELY = {PeriodKind.WEEK: 52, PeriodKind.MONTH: 12}

# Of fewer counts a period than this, before a step or since, a step that the counts themselves do
# not support is not told: most periods of a rare crime lie below its average, and eight in a row
# come by themselves. Source: of quiet series of fewer than five crimes a month nine in ten show a
# step of the rule, of the others one in five (docs/reference/planted-truths.md).
FEWEST_FOR_A_STEP = 5

# A step and a change of level that the counts themselves show have one date where they begin fewer
# months apart than a quarter of a year: nearer than that, neither knows.
SAME_DATE_MONTHS = 3

# A change of level is a fact of its own where no step began within so many months. Source: of
# 20,000 series with a shift of a fifth, strong evidence dates 93 of 100 within that many
# (docs/reference/spc/evidence.md).
MONTHS_NEAR_A_STEP = 6

# A change smaller than this is "about the same". Source: the published papers, which say
# so of changes under one to two per cent.
ABOUT_THE_SAME = 0.02

# A season is made of so many whole years at least: one alone holds its own accidents. Source: house
# rule; with fewer a year's target is shared out by days.
FEWEST_YEARS_OF_A_SEASON = 2

HALF = 0.5

# Of a ranking, the first three are named; of a composition, five.
MOST_NAMED = 3
MOST_PARTS_NAMED = 5

# The busiest tenth of many parts is told of where a tenth is more than one of them.
BUSIEST = 0.1
FEWEST_FOR_A_TENTH = 20

# Of areas, five are named; more are counted, and read in the table beside. Source: the
# published papers, which list up to four.
MOST_AREAS_NAMED = 5

# Steps of two areas belong together where they began fewer periods apart than the run that
# dates them is long: the rule set tells no finer.
STEPS_TOGETHER = SFN.run_length

# How many facts a summary holds: what a page can carry beside its table.
MOST_IN_SUMMARY = 12

# How many facts of one sort a page tells: enough to read aloud in a minute. The rest are
# suggested, and an author can take them.
MOST_OF_A_SORT = 3

# Two measures contrast where an area is at the very end of its group for one and among this
# many at the other end for the other. Source: the published papers, which set "most" of one
# against "second lowest" of another.
PLACES_AT_AN_END = 2

# Of two areas each is at an end; a contrast of ranks takes at least this many with data.
FEWEST_FOR_A_CONTRAST = 3

# How many measures lie above an average is told of at least this many; of one it is a
# comparison of its own.
FEWEST_MEASURES = 2

# Beyond so many things a period, chance scatters them by less than a twentieth, and more of them
# say nothing more of how much a change matters; its share of what was usual does. Source: house
# rule; the root of 400 is 20.
MOST_EVENTS_WEIGHED = 400
