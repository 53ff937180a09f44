"""Keeping the index."""

from northforum.search.operations.indexing import index, index_new, sweep
from northforum.search.operations.rebuilding import begin_rebuild, rebuild_more, set_right

__all__ = ["begin_rebuild", "index", "index_new", "rebuild_more", "set_right", "sweep"]
