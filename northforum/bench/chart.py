"""The shares of the ceiling as a drawing that can be read in a light and in a dark page."""

from collections.abc import Iterator, Sequence
from html import escape

from northforum.bench.figures import Figure, Run, Unit, told

WIDTH, LEFT, RIGHT = 760, 250, 90
TOP, ROW, BAR, GROUP = 64, 22, 14, 30
STEPS = (0.5, 1.0, 2.0, 2.5, 5.0, 10.0)
MOST_LINES = 6
NOTHING = "not measured"
# What the words beside a bar take at most.
WORDS = 100
# Colours of the publication; each has 4.5 : 1 against its ground, and no state is told by colour alone.
STYLE = """
text{font:13px system-ui,sans-serif;fill:#1c1a20}.group{font-weight:600}.small{font-size:12px;fill:#5a5660}
.ground{fill:#faf7f2}.met{fill:#2c6f7b}.missed{fill:#a2361f}.free{fill:#6b7280}
.line{stroke:#d9d4ca}.ceiling{stroke:#262a33;stroke-dasharray:4 3}.target{stroke:#262a33;stroke-width:3}
@media (prefers-color-scheme:dark){text{fill:#ece8e1}.small{fill:#a8a5ae}.ground{fill:#15161b}
.met{fill:#4d97a3}.missed{fill:#f28c72}.free{fill:#9aa0aa}
.line{stroke:#3a3f4a}.ceiling{stroke:#ece8e0}.target{stroke:#ece8e0}}
"""


def svg(run: Run) -> str:
    """Return the drawing: a bar for each share of the ceiling, and a mark where each had to reach."""
    shares = [figure for figure in run.figures if figure.unit is Unit.SHARE]
    # What should have been measured and was not stands there as well, without a bar.
    figures = [figure for figure in shares if figure.load or figure.value is None]
    groups = list(dict.fromkeys(figure.group for figure in figures))
    height = TOP + len(figures) * ROW + len(groups) * GROUP + 40
    most = max([1.0, *(max(figure.value or 0, figure.target.limit if figure.target else 0) for figure in figures)])
    body = "".join(_drawn(figures, groups, most, height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="title desc"><title id="title">Requests a second as a share of the ceiling</title>'
        f'<desc id="desc">{escape(described(figures))}</desc><style>{STYLE}</style>'
        f'<rect class="ground" width="{WIDTH}" height="{height}" rx="8"/>{body}</svg>\n'
    )


def described(figures: Sequence[Figure]) -> str:
    """Return in words what the drawing shows."""
    said = ((figure, f", wanted {figure.wanted}" if figure.wanted else "") for figure in figures)
    return "; ".join(f"{one.group}, {one.name}: {one.shown or NOTHING}{wanted}" for one, wanted in said)


def _drawn(figures: Sequence[Figure], groups: Sequence[str], most: float, height: int) -> Iterator[str]:
    yield '<text class="group" x="16" y="26">Requests a second as a share of the ceiling</text>'
    yield f'<text class="small" x="16" y="44">{escape(_legend())}</text>'
    scale = (WIDTH - LEFT - RIGHT) / most
    yield from _lines(most, scale, height)
    y = TOP
    for group in groups:
        yield f'<text class="group" x="16" y="{y + 20}">{escape(group)}</text>'
        y += GROUP
        for figure in figures:
            if figure.group == group:
                yield from _row(figure, y, scale)
                y += ROW


def _legend() -> str:
    return "A bare WSGI application that returns the same bytes is 100 % (dashed). The upright mark is the target."


def _lines(most: float, scale: float, height: int) -> Iterator[str]:
    step = next((step for step in STEPS if most / step <= MOST_LINES), STEPS[-1])
    for number in range(int(most / step) + 1):
        x = LEFT + number * step * scale
        yield f'<path class="line" d="M{x:.1f} {TOP}V{height - 28}"/>'
        words = told(number * step, Unit.SHARE)
        yield f'<text class="small" x="{x:.1f}" y="{height - 12}" text-anchor="middle">{words}</text>'
    yield f'<path class="ceiling" d="M{LEFT + scale:.1f} {TOP}V{height - 28}"/>'


def _row(figure: Figure, y: int, scale: float) -> Iterator[str]:
    value, middle = figure.value or 0, y + BAR - 3
    kind = {True: "met", False: "missed", None: "free"}[figure.is_met]
    yield f'<text x="{LEFT - 10}" y="{middle}" text-anchor="end">{escape(figure.name)}</text>'
    yield f'<rect class="{kind}" x="{LEFT}" y="{y}" width="{value * scale:.1f}" height="{BAR}" rx="2"/>'
    end = LEFT + value * scale
    if figure.target is not None:
        x = LEFT + figure.target.limit * scale
        yield f'<path class="target" d="M{x:.1f} {y - 3}v{BAR + 6}"/>'
        end = x + 2 if end < x < end + WORDS else end
    words = f"{figure.shown or NOTHING}{' missed' if figure.is_met is False else ''}"
    yield f'<text x="{end + 8:.1f}" y="{middle}">{words}</text>'
