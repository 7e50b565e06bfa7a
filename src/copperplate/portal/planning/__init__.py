"""Pages of the plan and of its schedule. Judge nothing themselves."""
