"""Backups of a portal: its workspace and its database in one file, and that file put back."""
