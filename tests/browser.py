"""A reader without a browser: visits pages of the site, fills their real forms, follows their real links."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


@dataclass
class Node:
    """An element of a page."""

    tag: str
    attributes: dict[str, str]
    children: list["Node | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What the element says, on one line."""
        return " ".join("".join(self._strings()).split())

    @property
    def raw(self) -> str:
        """What the element says, with its breaks."""
        return "".join(self._strings())

    def all(self, *tags: str) -> Iterator["Node"]:
        """Give every element inside with one of ``tags``, in order; every one without any."""
        for child in self.children:
            if isinstance(child, Node):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def first(self, tag: str, **attributes: str) -> "Node":
        """Return the first element inside with this tag and these attributes (``class_`` must be among its classes)."""
        found = next((node for node in self.all(tag) if node.has(**attributes)), None)
        assert found is not None, f"no <{tag}> with {attributes} in {self.text[:400]}"
        return found

    def has(self, **attributes: str) -> bool:
        """Return whether the element has these attributes; underscores stand for hyphens."""
        for name, value in attributes.items():
            given = self.attributes.get(name.rstrip("_").replace("_", "-"))
            if given is None or (value not in given.split() if name == "class_" else value != given):
                return False
        return True

    def _strings(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._strings()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def parse(html: str) -> Node:
    """Return the tree of a page."""
    builder = _Builder()
    builder.feed(html)
    return builder.root


@dataclass(frozen=True)
class Form:
    """A form of a page, with what stands in its fields."""

    node: Node
    page: "Page"

    @property
    def action(self) -> str:
        """Where the form goes."""
        return urljoin(self.page.url, self.node.attributes.get("action") or self.page.url)

    @property
    def method(self) -> str:
        """How the form is sent."""
        return self.node.attributes.get("method", "get").upper()

    @property
    def fields(self) -> "MultiDict[str, str]":
        """What a browser would send if nothing were typed and no button named."""
        sent: MultiDict[str, str] = MultiDict()
        for control in self.node.all("input", "textarea", "select"):
            name = control.attributes.get("name")
            if name:
                for value in _values(control):
                    sent.add(name, value)
        return sent

    @property
    def names(self) -> set[str]:
        """Every field's name."""
        controls = self.node.all("input", "textarea", "select", "button")
        return {control.attributes["name"] for control in controls if control.attributes.get("name")}

    def submit(self, **typed: str) -> "Page":
        """Send the form with ``typed`` in its fields; return the page that follows, after redirects."""
        unknown = set(typed) - self.names
        assert not unknown, f"the form has no {unknown}; it has {sorted(self.names)}"
        fields = self.fields
        for name, value in typed.items():
            fields.setlist(name, [value])
        send: Callable[..., TestResponse] = getattr(self.page.client, self.method.lower())
        return Page(self.page.client, send(self.action, data=fields, follow_redirects=True))


def _values(control: Node) -> list[str]:
    given = control.attributes
    if control.tag == "textarea":
        return [control.raw.replace("\r\n", "\n").removeprefix("\n")]
    if control.tag == "select":
        options = list(control.all("option"))
        chosen = [option for option in options if "selected" in option.attributes]
        chosen = chosen or ([] if "multiple" in given else options[:1])
        return [option.attributes.get("value", option.text) for option in chosen]
    if given.get("type") in {"checkbox", "radio"}:
        return [given.get("value", "on")] if "checked" in given else []
    return [] if given.get("type") in {"submit", "button", "file"} else [given.get("value", "")]


@dataclass(frozen=True)
class Page:
    """A page as it came."""

    client: FlaskClient
    answer: TestResponse

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.answer.status_code

    @property
    def html(self) -> str:
        """The page's source."""
        return self.answer.text

    @property
    def url(self) -> str:
        """The page's path with its query."""
        request = self.answer.request
        query = request.query_string.decode()
        return f"{request.path}?{query}" if query else request.path

    @property
    def root(self) -> Node:
        """The page as a tree."""
        return parse(self.html)

    @property
    def headings(self) -> list[str]:
        """What the headings say, in order."""
        return [node.text for node in self.root.all("h1", "h2", "h3", "h4")]

    @property
    def text(self) -> str:
        """Everything that the page says."""
        return self.root.first("body").text

    @property
    def handle(self) -> str:
        """The handle of the member who is signed in, or nothing."""
        return self.root.first("body").attributes.get("data-member", "")

    def forms(self) -> list[Form]:
        """Return every form of the page."""
        return [Form(node, self) for node in self.root.all("form")]

    def form(self, action: str) -> Form:
        """Return the first form whose address matches the expression ``action``."""
        found = next((form for form in self.forms() if re.search(action, urlsplit(form.action).path)), None)
        assert found is not None, f"no form to {action} on {self.url}; there are {[f.action for f in self.forms()]}"
        return found

    def follow(self, words: str) -> "Page":
        """Follow the first link that says ``words``."""
        link = next((node for node in self.root.all("a") if words in node.text), None)
        assert link is not None, f"no link “{words}” on {self.url}"
        return visit(self.client, urljoin(self.url, link.attributes["href"]).partition("#")[0])


def visit(client: FlaskClient, path: str) -> Page:
    """Return the page at ``path``, after redirects."""
    return Page(client, client.get(path, follow_redirects=True))
