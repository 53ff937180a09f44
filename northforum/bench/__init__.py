"""``northforum bench``: large sites, and what reading and writing on them costs.

Every rate stands beside a ceiling that was measured in the same run: a bare WSGI application that returns the same
bytes on the same server. Shares of it can be compared between machines; requests a second cannot.
"""
