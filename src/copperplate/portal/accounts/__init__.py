"""People, their roles and areas, and how they sign in. Knows no figure."""
