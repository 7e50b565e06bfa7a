"""What a figure can be called: the kinds of figure and what each is. Makes none."""

KINDS_OF_FIGURE = {
    "value": "the measure in the period",
    "base_value": "the measure in the base period",
    "change": "value less base value",
    "change_percent": "the change as a percentage of the base value",
    "change_size": "the change without its sign",
    "change_size_percent": "the percentage change without its sign",
    "average": "the group's average in the period",
    "base_average": "the group's average in the base period",
    "gap": "value less the group's average",
    "gap_size": "the gap without its sign",
    "rank": "the area's place in the group",
}
KINDS_OF_PERIOD = {
    "period": "the newest period of the measure, in words",
    "base_period": "the base period, in words",
}
# What findings work out, beside `KINDS_OF_FIGURE`: of the period the finding speaks of.
KINDS_FOUND = {
    "process_average": "mean of the current process of a control chart",
    "old_process_average": "mean of the process before the last step",
    "process_change_size": "the new process average less the old, without its sign",
    "process_change_size_percent": "the same as a percentage of the old",
    "standing_average": "what the next value must lie beyond to lengthen the current run",
    "standing_average_then": "the average the newest value was judged against",
    "upper_limit": "the limit the newest value lies on or beyond",
    "lower_limit": "the same below",
    "base_upper_limit": "the limit the value of a year ago lay on or beyond",
    "base_lower_limit": "the same below",
    "share": "a part as a percentage of its whole",
    "base_share": "the same in the base period",
    "share_change_size": "share less base share, without its sign",
    "share_of_largest": "the fewest parts that make half, as a percentage of the whole",
    "share_of_named": "the parts a sentence names, as a percentage of the whole",
    "share_of_whole": "an area's count as a percentage of that of the whole area",
    "share_of_areas": "the count of some areas together, as a percentage of that of all",
    "share_of_land": "the land area of these areas, as a percentage of all",
    "share_of_residents": "the residents of these areas, as a percentage of all",
    "share_of_roads": "the road length of these areas, as a percentage of all",
    "shared_value": "what several areas stand at, equal as printed",
    "shared_change_size": "the change several areas share, equal as printed, without its sign",
    "shared_change_size_percent": "the same as a percentage of the base value",
    "difference_size": "the area's figure less another area's, without its sign",
    "average_change_size": "the change of the group's average, without its sign",
    "average_change_size_percent": "the same as a percentage of the base average",
    "share_of_change": "a part's change as a percentage of the whole's",
}
