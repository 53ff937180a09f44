"""``python -m northforum`` is the ``northforum`` command."""

from northforum.cli import main

# Processes that ``bench`` starts load this file again under another name.
if __name__ == "__main__":
    main()
