"""``python -m northforum`` is the ``northforum`` command."""

from northforum.cli import main

main()
