"""Days of the week and hours of the day that are assumed, each with its reason.

No open data at hand carries the day or hour of these crimes. The numbers are ours: of a week or a
day, in proportion. They keep what is publicly known (surveys and bulletins of many years): which
crimes belong to nights, to weekends, to shop hours or to working days.
"""

from __future__ import annotations

# Monday to Sunday.
_NIGHTS_OUT = (122, 118, 120, 124, 146, 186, 184)
_SOMEWHAT_NIGHTS_OUT = (135, 132, 133, 136, 145, 162, 157)
_EVEN = (142, 142, 143, 144, 149, 143, 137)
_HOMES = (143, 144, 144, 146, 158, 142, 123)
_CLOSED_PREMISES = (148, 138, 136, 136, 146, 150, 146)
_WORKING_WEEK = (151, 152, 152, 150, 146, 127, 122)

WEEKDAYS = {
    "homicide": _NIGHTS_OUT,
    "violence_with_injury": _NIGHTS_OUT,
    "violence_without_injury": _SOMEWHAT_NIGHTS_OUT,
    "stalking_and_harassment": (150, 149, 148, 146, 144, 132, 131),
    "sexual_offences": (132, 129, 130, 132, 144, 170, 163),
    "robbery": (140, 140, 142, 143, 152, 148, 135),
    "burglary_residential": _HOMES,
    "burglary_non_residential": _CLOSED_PREMISES,
    "burglary_domestic": _HOMES,
    "burglary_non_domestic": _CLOSED_PREMISES,
    "vehicle_offences": _EVEN,
    "theft_from_the_person": (116, 116, 123, 132, 162, 210, 141),
    "bicycle_theft": (152, 154, 153, 151, 146, 128, 116),
    "shoplifting": (146, 148, 150, 152, 156, 146, 102),
    "other_theft": (144, 142, 142, 144, 152, 148, 128),
    "criminal_damage_and_arson": (130, 126, 128, 132, 148, 170, 166),
    "public_order": (134, 132, 133, 136, 150, 164, 151),
    "miscellaneous": _WORKING_WEEK,
}

# Midnight to eleven at night.
_LATE_NIGHT = (
    *(72, 68, 58, 46, 28, 16, 10, 12, 18, 22, 24, 27),
    *(32, 34, 36, 44, 45, 44, 46, 49, 53, 57, 63, 70),
)
_HOME_OUT = (
    *(34, 36, 38, 36, 28, 18, 14, 22, 34, 40, 44, 48),
    *(52, 50, 50, 50, 50, 54, 60, 62, 56, 48, 42, 38),
)
_PREMISES_CLOSED = (
    *(72, 84, 92, 94, 78, 54, 34, 22, 16, 14, 14, 15),
    *(16, 16, 18, 20, 24, 30, 38, 44, 46, 48, 54, 62),
)

HOURS = {
    "homicide": _LATE_NIGHT,
    "violence_with_injury": _LATE_NIGHT,
    "violence_without_injury": (
        *(50, 44, 36, 28, 18, 12, 9, 15, 28, 32, 34, 37),
        *(42, 42, 44, 56, 55, 51, 51, 52, 52, 51, 50, 52),
    ),
    "stalking_and_harassment": (
        *(22, 14, 10, 8, 6, 6, 10, 22, 42, 56, 60, 58),
        *(58, 54, 54, 56, 58, 58, 60, 60, 56, 50, 42, 32),
    ),
    "sexual_offences": (
        *(60, 56, 50, 42, 30, 20, 14, 16, 22, 28, 32, 32),
        *(36, 34, 34, 38, 38, 36, 36, 36, 38, 40, 44, 50),
    ),
    "robbery": (
        *(44, 36, 30, 24, 16, 10, 8, 10, 14, 16, 20, 24),
        *(28, 32, 36, 54, 58, 58, 62, 66, 70, 70, 64, 54),
    ),
    "burglary_residential": _HOME_OUT,
    "burglary_non_residential": _PREMISES_CLOSED,
    "burglary_domestic": _HOME_OUT,
    "burglary_non_domestic": _PREMISES_CLOSED,
    "vehicle_offences": (
        *(62, 60, 58, 54, 42, 28, 22, 30, 32, 30, 28, 28),
        *(30, 30, 32, 34, 40, 50, 58, 62, 64, 64, 66, 66),
    ),
    "theft_from_the_person": (
        *(52, 52, 44, 28, 12, 6, 5, 10, 18, 26, 38, 52),
        *(64, 68, 66, 66, 60, 50, 42, 38, 38, 40, 46, 52),
    ),
    "bicycle_theft": (
        *(14, 12, 10, 8, 6, 6, 10, 22, 40, 48, 50, 54),
        *(58, 58, 58, 60, 64, 66, 58, 46, 36, 30, 24, 18),
    ),
    "shoplifting": (
        *(3, 2, 2, 1, 1, 2, 6, 14, 26, 48, 66, 80),
        *(88, 92, 94, 96, 94, 84, 66, 48, 34, 22, 12, 6),
    ),
    "other_theft": (
        *(26, 20, 16, 12, 8, 8, 14, 28, 42, 50, 54, 58),
        *(62, 60, 60, 60, 60, 58, 56, 50, 44, 38, 34, 30),
    ),
    "criminal_damage_and_arson": (
        *(52, 44, 36, 30, 20, 12, 10, 16, 22, 24, 26, 28),
        *(32, 32, 36, 44, 50, 56, 62, 68, 72, 72, 70, 62),
    ),
    "public_order": (
        *(46, 40, 32, 24, 12, 7, 6, 14, 28, 34, 38, 42),
        *(48, 48, 50, 60, 56, 52, 50, 48, 46, 46, 48, 50),
    ),
    "miscellaneous": (
        *(14, 10, 8, 6, 5, 6, 12, 24, 44, 60, 64, 60),
        *(58, 54, 56, 56, 54, 48, 42, 38, 34, 30, 24, 20),
    ),
}

WEEKDAY_REASONS = {
    "homicide": "As violence with injury.",
    "violence_with_injury": "Saturdays and Sundays (their early hours above all) are highest: the "
    "crime survey finds nearly half of violence between Friday evening and Monday morning.",
    "violence_without_injury": "As violence with injury, flatter: more of it is at home or work.",
    "stalking_and_harassment": "Messages and reports of every day, fewer at weekends.",
    "sexual_offences": "Weekend nights are highest, but much of it belongs to no day.",
    "robbery": "Nearly even; Fridays and Saturdays somewhat more, Sundays fewer.",
    "burglary_residential": "As domestic burglary, whose successor it is.",
    "burglary_non_residential": "As non-domestic burglary, whose successor it is.",
    "burglary_domestic": "Homes are empty on working days, and on Friday evenings; Sundays fewest.",
    "burglary_non_domestic": "Premises stand closed from Saturday to Monday morning.",
    "vehicle_offences": "Nearly even: cars stand in the street every night.",
    "theft_from_the_person": "Busy streets and nights out: Saturdays, then Fridays.",
    "bicycle_theft": "Bicycles stand at stations and workplaces from Monday to Friday.",
    "shoplifting": "Every shop day much alike; on Sundays large shops may open for six hours.",
    "other_theft": "Places of work and leisure: Fridays and Saturdays somewhat more.",
    "criminal_damage_and_arson": "Weekend nights are highest.",
    "public_order": "Town centres on Fridays and Saturdays.",
    "miscellaneous": "Found by enquiries in office hours, from Monday to Friday.",
}

HOUR_REASONS = {
    "homicide": "As violence with injury.",
    "violence_with_injury": "Rises from the end of school to the hours when pubs and clubs close; "
    "the survey finds most violence between strangers in the evening and at night.",
    "violence_without_injury": "By day more than with injury; the end of school shows.",
    "stalking_and_harassment": "Waking hours.",
    "sexual_offences": "Late evening and night above the day, never near nought by day.",
    "robbery": "From the end of school to late evening.",
    "burglary_residential": "As domestic burglary, whose successor it is.",
    "burglary_non_residential": "As non-domestic burglary, whose successor it is.",
    "burglary_domestic": "While people are out by day and in the early evening; fewer at night.",
    "burglary_non_domestic": "At night, when premises stand empty.",
    "vehicle_offences": "From dusk to the early hours; few by day.",
    "theft_from_the_person": "Shopping hours, and a second rise when pubs and clubs are full.",
    "bicycle_theft": "While bicycles stand at stations, shops and workplaces.",
    "shoplifting": "Hours in which shops are open, rising to the end of the afternoon.",
    "other_theft": "Waking hours.",
    "criminal_damage_and_arson": "Evenings, to midnight.",
    "public_order": "From late morning to closing time; the end of school shows.",
    "miscellaneous": "Office hours.",
}
