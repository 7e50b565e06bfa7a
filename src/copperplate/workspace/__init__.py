"""The folder on disk: what lies where. The only opener of its files; holds the lock."""

from copperplate.workspace.folder import Workspace
from copperplate.workspace.settings import Settings

__all__ = ["Settings", "Workspace"]
