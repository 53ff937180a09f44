"""What the pages of the search, and our own script, are given."""

from northforum.search.serializers.results import Result, SearchView, results, search_view, suggestions

__all__ = ["Result", "SearchView", "results", "search_view", "suggestions"]
