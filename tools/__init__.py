"""Programs of the project's own kitchen; nothing here ships."""
