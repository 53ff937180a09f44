"""The thread under an article: opened with it, following its changes, out of sight while the article is down."""

from northforum.articles import queries
from northforum.articles.models import Article
from northforum.discussion import operations as discussion, queries as discussion_queries


def open_for(article: Article) -> None:
    """Give ``article`` its thread, or bring back the one that it had."""
    if article.thread_id is None:
        thread = discussion.open_thread(article.headline, article.path, article.audience, article.audience_ref)
        article.thread_id = thread.id
    else:
        discussion.reopen_thread(discussion_queries.owned_thread(article.thread_id))
    follow(article)


def follow(article: Article) -> None:
    """Let the thread have the article's present title, address, audience and authors."""
    if article.thread_id is None:
        return
    thread = discussion_queries.owned_thread(article.thread_id)
    discussion.place_thread(
        thread,
        title=article.headline,
        path=article.path,
        audience=article.audience,
        audience_ref=article.audience_ref,
    )
    discussion.set_authors(thread, queries.author_member_ids(article.id))


def hide(article: Article) -> None:
    """Show the thread to nobody."""
    if article.thread_id is not None:
        discussion.hide_thread(discussion_queries.owned_thread(article.thread_id))
