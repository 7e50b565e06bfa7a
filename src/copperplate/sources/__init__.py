"""What was recorded: files of other people's making to dated, immutable releases.

`release` makes a release from files and reads one back, `adapters` know the layouts,
`cells` reads untrusted bytes in a child process. Imports nothing here: the child starts
from this package and must start fast.
"""
