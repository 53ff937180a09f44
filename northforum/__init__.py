"""NorthForum: a community publication that its owner runs."""

__version__ = "0.1.0"
