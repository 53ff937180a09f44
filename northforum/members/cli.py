"""``northforum member``: members, as an operator looks after them."""

from typing import cast

import click
from flask import Flask

from northforum.access.actor import SYSTEM
from northforum.access.roles import Role
from northforum.core import passwords
from northforum.core.db import transaction
from northforum.members import links, operations, queries

_ROLES = click.Choice([role.value for role in Role])


@click.group()
def member() -> None:
    """Look after members: make one, give roles, hand over a link for a new password."""


@member.command()
@click.option("--email", prompt="E-mail address")
@click.option("--name", prompt="Name")
@click.option("--role", "roles", multiple=True, type=_ROLES, help="May be given several times.")
@click.password_option("--password", envvar="MEMBER_PASSWORD", prompt="A password of 10 characters or more")
def create(email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Make a member whose address needs no confirmation."""
    if weakness := passwords.weakness(password, name=name, email=email):
        raise click.ClickException(weakness)
    details = operations.MemberDetails(name=name, email=email, password_hash=passwords.hash_password(password))
    with transaction(_site()):
        made = operations.add_member(SYSTEM, details, roles=[Role(role) for role in roles])
        click.echo(f"{made.name} is a member: {made.handle}")


@member.command()
@click.argument("who")
@click.argument("role", type=_ROLES)
@click.option("--take", is_flag=True, help="Take the role away instead.")
def role(who: str, role: str, *, take: bool) -> None:
    """Give WHO (a handle or an e-mail address) a ROLE."""
    with transaction(_site()):
        found = queries.known_member(who)
        change = operations.revoke_role if take else operations.grant_role
        change(SYSTEM, found, Role(role))
        held = ", ".join(sorted(queries.roles_of(found.id))) or "no role"
        click.echo(f"{found.handle}: {held}")


@member.command()
@click.argument("who")
@click.option("--lift", is_flag=True, help="Let the member write again.")
def suspend(who: str, *, lift: bool) -> None:
    """Let WHO (a handle or an e-mail address) read but not write."""
    with transaction(_site()):
        found = queries.known_member(who)
        change = operations.restore_member if lift else operations.suspend_member
        change(SYSTEM, found)
        click.echo(f"{found.handle}: {found.state}")


@member.command(name="list")
def list_members() -> None:
    """List every member: handle, name, address, standing and roles."""
    with transaction(_site()):
        roles = queries.roles_by_member()
        for row in queries.all_members():
            click.echo("\t".join([row.handle, row.name, row.email, row.state, ",".join(roles.get(row.id, []))]))


@member.command()
@click.argument("who")
def reset_link(who: str) -> None:
    """Print a link with which WHO can choose a new password; it works once, for an hour."""
    with transaction(_site()):
        click.echo(links.reset_url(operations.issue_reset_token(SYSTEM, queries.known_member(who))))


def _site() -> Flask:
    """Return the site that the command above this group has set up."""
    make_site = click.get_current_context().obj
    return cast(Flask, make_site())
