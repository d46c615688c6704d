"""Run `python -m kg`, the same as the command `kg`."""

import sys

if not __file__.startswith(sys.path[0]):  # the current folder, which python -m puts first: data, as a rule, and no code
    del sys.path[0]

from kg.cli import main

main()
