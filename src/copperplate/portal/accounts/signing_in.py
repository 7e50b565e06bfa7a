"""Signing in and out, the first password by a link, and one's own account."""

from __future__ import annotations

from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.password_validation import (
    password_validators_help_texts,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from copperplate.portal.accounts.holdings import holdings_of, lets_words, where_words
from copperplate.portal.accounts.links import welcomed
from copperplate.portal.accounts.models import NAME, Person, Welcome
from copperplate.portal.accounts.throttle import forget, is_held_back, note_failure
from copperplate.portal.audit.chain import record
from copperplate.portal.audit.models import Kind
from copperplate.portal.clock import moment
from copperplate.portal.doors import desk_of, person_of
from copperplate.portal.pages import HTML, Page, laid_out
from copperplate.portal.rights import DUTIES, Right, Role

_WRONG = "The name and the password do not belong together."
_TOO_OFTEN = "There were too many tries. Wait a quarter of an hour, then try again."
_LONGEST_PASSWORD = 1_000  # characters; hashing more is work that only an attacker asks for


def form(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    """Return a page with a form, which belongs to one person and is kept nowhere."""
    desk = desk_of(request) if request.user.is_authenticated else None
    body = laid_out(page, desk, path=request.path, request=request)
    return HttpResponse(
        body, status=status, content_type=HTML, headers={"Cache-Control": "no-store"}
    )


def sign_in(request: HttpRequest) -> HttpResponse:
    """Take a name and a password, or ask for them."""
    then = _then(request)
    if request.method != "POST":
        if request.user.is_authenticated:
            return HttpResponseRedirect(home_of(request))
        return form(request, _sign_in_page(then))
    name, password = request.POST.get("name", ""), request.POST.get("password", "")
    if is_held_back(request, name):
        return form(request, _sign_in_page(then, name, _TOO_OFTEN), status=429)
    person = None
    # guard: names-as-they-are. A database may take a dotless i for an i, and tries are counted by
    # the name as it is typed: whoever may spell a name anew may try anew.
    if len(password) <= _LONGEST_PASSWORD and NAME.fullmatch(name):
        person = authenticate(request, username=name, password=password)
    if not isinstance(person, Person):
        note_failure(request, name)
        return form(request, _sign_in_page(then, name, _WRONG), status=403)
    forget(request, name)
    with transaction.atomic():
        login(request, person)
        record(Kind.CONSULTATION, "signed in", by=person)
    return HttpResponseRedirect(then or home_of(request))


def _sign_in_page(then: str, name: str = "", wrong: str = "") -> Page:
    return Page(
        template="sign_in.html",
        title="Sign in",
        said={"next": then, "name": name, "wrong": wrong},
    )


def _then(request: HttpRequest) -> str:
    """Return where to go afterwards: a page of this portal and of nobody else's."""
    then = request.POST.get("next", request.GET.get("next", ""))
    own = then.startswith("/") and url_has_allowed_host_and_scheme(
        then, allowed_hosts=None, require_https=request.is_secure()
    )
    return then if own else ""


def home_of(request: HttpRequest) -> str:
    """Return the first page of whoever has signed in."""
    rights = holdings_of(request.user).rights
    if Right.FIGURES in rights:
        return "/objectives/"
    return "/people/" if Right.PEOPLE in rights else "/account/"


def sign_out(request: HttpRequest) -> HttpResponse:
    """End a session."""
    if request.method != "POST":
        return HttpResponseRedirect("/account/")
    with transaction.atomic():
        record(Kind.CONSULTATION, "signed out", by=person_of(request))
        logout(request)
    return HttpResponseRedirect("/sign-in/")


def account(request: HttpRequest) -> HttpResponse:
    """Show what one holds."""
    register = desk_of(request).workspace.register
    grants = [
        {
            "role": Role(grant.role).words,
            "duty": DUTIES[Role(grant.role)],
            "where": where_words(grant, register),
            "lets": lets_words(grant, register),
        }
        for grant in person_of(request).grants.all()
    ]
    page = Page(
        template="account.html",
        title="Your account",
        said={"person": person_of(request), "grants": grants},
    )
    return form(request, page)


def new_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; every other session of the person ends."""
    person = person_of(request)
    problems: list[str] = []
    if request.method == "POST":
        if is_held_back(request, person.name):
            problems = [_TOO_OFTEN]
        elif not person.check_password(request.POST.get("old", "")[:_LONGEST_PASSWORD]):
            note_failure(request, person.name)
            problems = ["The old password is not yours."]
        else:
            problems = _set_password(request, person)
        if not problems:
            update_session_auth_hash(request, person)
            return HttpResponseRedirect("/account/")
    page = Page(
        template="new_password.html",
        title="Change your password",
        crumbs=(("Your account", "/account/"),),
        said={
            "problems": problems,
            "help": password_validators_help_texts(),
            "asks_old": True,
            "name": person.name,
        },
    )
    return form(request, page, status=422 if problems else 200)


def welcome(request: HttpRequest, secret: str) -> HttpResponse:
    """Let somebody in by a link, once, with a password of their own choosing."""
    link = welcomed(secret)
    if link is None:
        return _works_no_longer(request)
    problems: list[str] = []
    if request.method == "POST":
        with transaction.atomic():
            # Of two who use the link at once, one finds it used.
            held = Welcome.objects.select_for_update().filter(pk=link.pk, used=None)
            if not held.exists():
                return _works_no_longer(request)
            problems = _set_password(request, link.person)
            if not problems:
                held.update(used=moment())
                login(request, link.person, backend="django.contrib.auth.backends.ModelBackend")
                record(Kind.CONSULTATION, "signed in", by=link.person)
                return HttpResponseRedirect(home_of(request))
    page = Page(
        template="new_password.html",
        title="Choose your password",
        said={
            "problems": problems,
            "help": password_validators_help_texts(),
            "name": link.person.name,
        },
    )
    return form(request, page, status=422 if problems else 200)


def _works_no_longer(request: HttpRequest) -> HttpResponse:
    """Return the same page of a link that was used, is too old or was never made."""
    # guard: links-alike. Which of the three it is would tell whether somebody was given one.
    page = Page(
        template="refused.html",
        title="This link lets nobody in",
        said={
            "what": "This link works once and no longer; ask your administrator for another.",
            "then": "If you have chosen a password already, sign in with it.",
        },
    )
    return form(request, page, status=410)


def _set_password(request: HttpRequest, person: Person) -> list[str]:
    """Set a person's password; return what is wrong with it instead, if anything is."""
    first, again = request.POST.get("password", ""), request.POST.get("again", "")
    if len(first) > _LONGEST_PASSWORD:
        return [f"The password is longer than {_LONGEST_PASSWORD:,} characters."]
    if first != again:
        return ["The two passwords are not the same."]
    try:
        validate_password(first, person)
    except ValidationError as error:
        return list(error.messages)
    with transaction.atomic():
        person.set_password(first)
        person.save()
        record(Kind.ALTERATION, "password set", by=person, of={"person": person.pk})
    return []
