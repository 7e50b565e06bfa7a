"""What the numbers of road casualty files stand for.

Source: Department for Transport, road safety open data: form STATS19, and the guide to the data.
-1 and, in older files, NULL stand for what is not known.
"""

from __future__ import annotations

from types import MappingProxyType

NOT_KNOWN = ("-1", "NULL")

SEVERITIES = MappingProxyType({"1": "fatal", "2": "serious", "3": "slight"})
SEXES = MappingProxyType({"1": "Male", "2": "Female"})
CLASSES = MappingProxyType({"1": "Driver or rider", "2": "Passenger", "3": "Pedestrian"})
AGE_BANDS = MappingProxyType(
    {
        "1": "0 - 5",
        "2": "6 - 10",
        "3": "11 - 15",
        "4": "16 - 20",
        "5": "21 - 25",
        "6": "26 - 35",
        "7": "36 - 45",
        "8": "46 - 55",
        "9": "56 - 65",
        "10": "66 - 75",
        "11": "Over 75",
    }
)
MODES = MappingProxyType(
    {
        "0": "Pedestrian",
        "1": "Cyclist",
        "2": "Motorcycle 50cc and under rider or passenger",
        "3": "Motorcycle 125cc and under rider or passenger",
        "4": "Motorcycle over 125cc and up to 500cc rider or passenger",
        "5": "Motorcycle over 500cc rider or passenger",
        "8": "Taxi/Private hire car occupant",
        "9": "Car occupant",
        "10": "Minibus (8 - 16 passenger seats) occupant",
        "11": "Bus or coach occupant (17 or more pass seats)",
        "16": "Horse rider",
        "17": "Agricultural vehicle occupant",
        "18": "Tram occupant",
        "19": "Van / Goods vehicle (3.5 tonnes mgw or under) occupant",
        "20": "Goods vehicle (over 3.5t. and under 7.5t.) occupant",
        "21": "Goods vehicle (7.5 tonnes mgw and over) occupant",
        "22": "Mobility scooter rider",
        "23": "Electric motorcycle rider or passenger",
        "90": "Other vehicle occupant",
        "97": "Motorcycle - unknown cc rider or passenger",
        "98": "Goods vehicle (unknown weight) occupant",
        "99": "Unknown vehicle type (self rep only)",
        "103": "Motorcycle - Scooter (1979-1998)",
        "104": "Motorcycle (1979-1998)",
        "105": "Motorcycle - Combination (1979-1998)",
        "106": "Motorcycle over 125cc (1999-2004)",
        "108": "Taxi (excluding private hire cars) (1979-2004)",
        "109": "Car (including private hire cars) (1979-2004)",
        "110": "Minibus/Motor caravan (1979-1998)",
        "113": "Goods vehicle (over 3.5 tonnes) (1979-1998)",
    }
)
FORCES = MappingProxyType(
    {
        "1": "Metropolitan Police",
        "3": "Cumbria",
        "4": "Lancashire",
        "5": "Merseyside",
        "6": "Greater Manchester",
        "7": "Cheshire",
        "10": "Northumbria",
        "11": "Durham",
        "12": "North Yorkshire",
        "13": "West Yorkshire",
        "14": "South Yorkshire",
        "16": "Humberside",
        "17": "Cleveland",
        "20": "West Midlands",
        "21": "Staffordshire",
        "22": "West Mercia",
        "23": "Warwickshire",
        "30": "Derbyshire",
        "31": "Nottinghamshire",
        "32": "Lincolnshire",
        "33": "Leicestershire",
        "34": "Northamptonshire",
        "35": "Cambridgeshire",
        "36": "Norfolk",
        "37": "Suffolk",
        "40": "Bedfordshire",
        "41": "Hertfordshire",
        "42": "Essex",
        "43": "Thames Valley",
        "44": "Hampshire",
        "45": "Surrey",
        "46": "Kent",
        "47": "Sussex",
        "48": "City of London",
        "50": "Devon and Cornwall",
        "52": "Avon and Somerset",
        "53": "Gloucestershire",
        "54": "Wiltshire",
        "55": "Dorset",
        "60": "North Wales",
        "61": "Gwent",
        "62": "South Wales",
        "63": "Dyfed-Powys",
    }
)
"""The forces of England and Wales; numbers from 91 on are Scotland's."""
