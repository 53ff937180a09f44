"""The command ``northforum bench``."""

from dataclasses import replace
from pathlib import Path

import click

from northforum.bench import document, measure, report, sizes
from northforum.bench.measure import Plan
from northforum.bench.pages import Effort
from northforum.core import progress

CACHE = Path(".cache/bench")
QUICK_EFFORT = Effort(rounds=1, seconds=1)
Folder = click.Path(file_okay=False, path_type=Path)
File = click.Path(dir_okay=False, path_type=Path)


@click.command(name="bench")
@click.option("--database", type=click.Choice(["sqlite", "postgresql"]), default="sqlite", show_default=True)
@click.option("--quick", is_flag=True, help="A small site and one short round: whether it works, not how fast it is.")
@click.option("--articles", type=click.IntRange(10), help="Articles of the large site.  [default: 100000]")
@click.option("--comments", type=click.IntRange(1), help="Comments of the large site.  [default: 1000000]")
@click.option("--rounds", default=3, show_default=True, type=click.IntRange(1, 50))
@click.option("--seconds", default=3, show_default=True, type=click.IntRange(1, 600), help="Length of one measurement.")
@click.option("--cache", type=Folder, default=CACHE, show_default=True, help="Where built sites are kept.")
@click.option("--part", "parts", multiple=True, type=click.Choice(measure.PARTS), help="Only this; may be repeated.")
@click.option("--docs", type=Folder, help="Put the figures and the chart into the documents of this folder.")
@click.option("--json", "json_path", type=File, help="Write the figures here too.")
def bench_command(  # noqa: PLR0913 - one argument for each option
    *,
    database: str,
    quick: bool,
    articles: int | None,
    comments: int | None,
    rounds: int,
    seconds: int,
    cache: Path,
    parts: tuple[str, ...],
    docs: Path | None,
    json_path: Path | None,
) -> None:
    """Build large sites and measure reading and writing on them against a bare WSGI application."""
    size = sizes.QUICK if quick else _sized(articles, comments)
    effort = QUICK_EFFORT if quick else Effort(rounds, seconds)
    small = sizes.TINY if quick else sizes.SMALL
    plan = Plan(database=database, size=size, small=small, effort=effort, cache=cache, parts=parts or measure.PARTS)
    found = measure.run(plan, lambda step: click.echo(step, err=True), progress.bar)
    click.echo(report.table(found))
    if json_path:
        report.write_json(found, json_path)
    if docs:
        document.update(docs, found)


def _sized(articles: int | None, comments: int | None) -> sizes.Size:
    """Return the large site with other numbers; threads that no longer fit are left out."""
    if articles is None and comments is None:
        return sizes.FULL
    articles, comments = articles or sizes.FULL.articles, comments or sizes.FULL.comments
    fitting, left = [], comments
    for long in sizes.FULL.long_threads:
        if long <= left:
            fitting.append(long)
            left -= long
    threads = tuple(fitting[: articles - 1])
    return replace(sizes.FULL, name="custom", articles=articles, comments=comments, long_threads=threads)
