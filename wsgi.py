"""The application for any WSGI server: ``wsgi:app``."""

from northforum.app import create_app

app = create_app()
