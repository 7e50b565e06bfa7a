"""Django's own commands on the portal: `python -m copperplate.portal check --deploy`."""

from __future__ import annotations

import sys

from django.core.management import execute_from_command_line

from copperplate.portal.configuration import use_settings

if __name__ == "__main__":
    use_settings()
    execute_from_command_line(sys.argv)
