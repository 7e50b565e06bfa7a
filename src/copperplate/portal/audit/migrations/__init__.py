"""How the tables of the audit came to be, step by step."""
