"""Whatever process is killed while members post: nothing acknowledged is lost, nothing is doubled, counts agree."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from flask import Flask
from sqlalchemy import func, select

from northforum.core import clock, outbox
from northforum.core.db import db, transaction
from northforum.core.settings import Settings
from northforum.discussion.models import Comment, Thread
from northforum.members import operations as members
from tests import servers
from tests.cast import Cast
from tests.journeys.posting import Crowd, Poster, wait_until

COMMENTS, POSTERS = 200, 8
LETTERS = 20


def test_killed_processes_lose_and_double_nothing(
    cast: Cast, data: Path, database_url: str, settings: Settings
) -> None:
    # The server goes by the real clock, and the sign-ins must be of its time.
    clock.set_source(None)
    port = servers.free_port()
    extra = {"NORTHFORUM_SECRET_KEY": settings.secret_key, **servers.UNMEASURED}
    crowd = gather(cast, f"http://127.0.0.1:{port}")
    with servers.serve(data, database_url=database_url, extra=extra, port=port) as site:
        crowd.start()
        crowd.reach(COMMENTS // 5)
        kill(web_workers(site)[0])
        crowd.reach(2 * COMMENTS // 5)
        ask_for_letters(cast)
        kill(background_worker(site))
        crowd.reach(3 * COMMENTS // 5)
        kill_whole(site)
    with servers.serve(data, database_url=database_url, extra=extra, port=port) as site:
        crowd.finish()
        wait_until(lambda: not due_jobs(cast.app), "the jobs that were due")
    assert not crowd.problems
    each_is_there_once(cast, crowd)
    no_letter_is_lost(cast.app, site)
    assert northforum("check", data, database_url, extra).stdout == "Everything agrees.\n"


def gather(cast: Cast, origin: str) -> Crowd:
    """Sign eight members in, some of whom are the same person on two devices."""
    people = (
        cast.member,
        cast.other,
        cast.host,
        cast.editor,
        cast.contributor,
        cast.moderator,
        cast.member,
        cast.other,
    )
    posters = [
        Poster(origin, cast.world.article, cast.cookie(person), f"{person.name} on device {number}")
        for number, person in enumerate(people)
    ]
    assert len(posters) == POSTERS
    return Crowd(posters, COMMENTS // POSTERS)


def ask_for_letters(cast: Cast) -> None:
    """Let jobs wait for the worker that is about to die."""
    with transaction(cast.app):
        for _ in range(LETTERS):
            members.ask_reset(email=cast.other.email)


def web_workers(site: servers.LiveSite) -> list[psutil.Process]:
    """Return the processes that answer requests."""
    helpers = ("northforum worker", "resource_tracker", "forkserver")
    children = psutil.Process(site.process.pid).children()
    found = [child for child in children if not any(words in " ".join(child.cmdline()) for words in helpers)]
    assert found, [child.cmdline() for child in children]
    return found


def background_worker(site: servers.LiveSite) -> psutil.Process:
    """Return the process that carries out jobs, which the server starts a moment after itself."""
    wait_until(lambda: bool(workers(site)), "the background worker")
    return workers(site)[0]


def workers(site: servers.LiveSite) -> list[psutil.Process]:
    """Return the background workers that run."""
    children = psutil.Process(site.process.pid).children()
    return [child for child in children if "northforum worker" in " ".join(child.cmdline())]


def kill(process: psutil.Process) -> None:
    """End a process as a power cut would."""
    process.kill()
    psutil.wait_procs([process], timeout=10)


def kill_whole(site: servers.LiveSite) -> None:
    """Kill the server itself; what it had started must end by itself, or the port and the jobs would stay taken."""
    orphans = psutil.Process(site.process.pid).children(recursive=True)
    site.process.kill()
    site.process.wait()
    _, alive = psutil.wait_procs(orphans, timeout=20)
    assert not alive


def each_is_there_once(cast: Cast, crowd: Crowd) -> None:
    """Hold that what is stored is what was acknowledged, neither more nor less."""
    acknowledged = {(sent.form_key, sent.public_id, sent.words) for sent in crowd.acknowledged}
    assert len(acknowledged) == COMMENTS
    with cast.app.app_context():
        thread = db.session.scalars(select(Thread).where(Thread.public_id == cast.world.thread_id)).one()
        rows = select(Comment.form_key, Comment.public_id, Comment.source).where(Comment.thread_id == thread.id)
        stored = {tuple(row) for row in db.session.execute(rows) if row.public_id not in cast.world.comments}
        total = db.session.scalar(select(func.count()).select_from(Comment).where(Comment.thread_id == thread.id))
        assert stored == acknowledged
        assert thread.comment_count == total == COMMENTS + len(cast.world.comments)


def due_jobs(app: Flask) -> bool:
    """Return whether jobs wait that no worker has taken."""
    with app.app_context():
        return outbox.oldest_due() is not None


def no_letter_is_lost(app: Flask, site: servers.LiveSite) -> None:
    """Hold that each letter is written, or its job stands until the dead worker's lease on it is over."""
    with app.app_context():
        waiting, parked = outbox.waiting()
    assert parked == 0
    # One job may have been done by the worker that was killed before it could say so.
    assert LETTERS <= len(site.mail()) + waiting <= LETTERS + 1


def northforum(
    command: str, data: Path, database_url: str, extra: Mapping[str, str]
) -> "subprocess.CompletedProcess[str]":
    """Run the command on the site's data; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NORTHFORUM_")}
    environment |= {"NORTHFORUM_DATA": str(data), "NORTHFORUM_DATABASE_URL": database_url, **extra}
    run = subprocess.run(
        [str(servers.NORTHFORUM), command], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run
