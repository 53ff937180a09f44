"""One's own account and profile."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from northforum.access.current import current_actor, signed_in
from northforum.access.verdict import authorize
from northforum.members import forms, links, operations, policy, queries
from northforum.members.views.blueprint import bp


@bp.route("/account")
@signed_in
def account() -> ResponseReturnValue:
    """Show what the account holds and where to change it."""
    actor = current_actor()
    member = queries.own_member(actor)
    sign_ins = queries.sign_ins_of(member.id)
    return render_template("account/overview.html", member=member, sign_ins=sign_ins)


@bp.route("/account/profile", methods=["GET", "POST"])
@signed_in
def edit_profile() -> ResponseReturnValue:
    """Show the profile's form; take it."""
    actor = current_actor()
    member = queries.own_member(actor)
    authorize(policy.may_edit_profile(actor, member))
    form = forms.ProfileForm.of(member)
    if request.method == "POST" and (changed := form.submit(operations.edit_profile, actor, member)):
        flash("Your profile is saved.", "success")
        return redirect(links.member_url(changed), 303)
    return render_template("account/profile.html", form=form, member=member), 422 if form.is_refused else 200
