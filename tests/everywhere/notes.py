"""What stands beside a draft at the desk."""

from northforum.articles import operations as articles, queries as articles_queries
from northforum.core import tokens
from tests.cast import Cast


def leave_notes(cast: Cast) -> None:
    """Put an open note, a resolved one and a preview link beside the draft."""
    editor = cast.actor(cast.editor)
    draft = articles_queries.article_at_desk(editor, cast.world.draft_id)
    articles.leave_note(editor, draft, words="Says who?")
    articles.resolve_note(editor, draft, articles.leave_note(editor, draft, words="Too long."))
    articles.keep_draft(editor, draft, form_key="k" * 32, fields={"headline": "Typed", "body": "And not saved."})
    articles.make_preview_link(editor, draft, tokens.new_token(), days=7, label="Ruth")
