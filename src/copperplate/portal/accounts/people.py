"""People and what they hold, for the administrator: each change one event of the audit."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from copperplate.areas import AreaRegister
from copperplate.disclosure import Audience
from copperplate.portal.accounts.holdings import AUDIENCES, lets_words, where_words
from copperplate.portal.accounts.links import LASTS, welcome_path
from copperplate.portal.accounts.models import Grant, Person, Welcome
from copperplate.portal.accounts.signing_in import form
from copperplate.portal.asked import KINDS_OF_AREA as _KINDS
from copperplate.portal.asked import kind_words as _kind_words
from copperplate.portal.audit.chain import record
from copperplate.portal.audit.models import Kind
from copperplate.portal.clock import moment
from copperplate.portal.doors import desk_of, person_of
from copperplate.portal.pages import Page
from copperplate.portal.rights import DUTIES, MOST, RIGHTS, Right, Role

_CRUMBS = (("People", "/people/"),)
_CHOICES = (Audience.BOARD, Audience.RESTRICTED)
_DIGITS = 19


def people(request: HttpRequest) -> HttpResponse:
    """List everybody, with what they hold."""
    register = desk_of(request).workspace.register
    found = Person.objects.prefetch_related("grants").order_by("-is_active", "office", "name")
    page = Page(
        template="people.html",
        title="People",
        said={
            "people": [
                {
                    "person": person,
                    "grants": [_grant_words(grant, register) for grant in person.grants.all()],
                    "state": _state(person),
                }
                for person in found
            ],
            "roles": [(role.words, DUTIES[role]) for role in Role],
        },
    )
    return form(request, page)


def _state(person: Person) -> str:
    if not person.is_active:
        return "Ended"
    return "Signs in" if person.has_usable_password() else "Has not come in yet"


def _grant_words(grant: Grant, register: AreaRegister) -> str:
    role = Role(grant.role)
    if Right.FIGURES not in RIGHTS[role]:
        return role.words
    sees = AUDIENCES[Audience(grant.audience)]
    return f"{role.words}, {where_words(grant, register)}: {sees}"


def _where(grant: Grant, register: AreaRegister) -> str:
    """Return where a grant holds; nothing of a role that holds everywhere alike."""
    return where_words(grant, register) if Right.FIGURES in RIGHTS[Role(grant.role)] else ""


def person_new(request: HttpRequest) -> HttpResponse:
    """Add a person, and give back the link that lets them in."""
    problems: list[str] = []
    typed = {key: request.POST.get(key, "").strip() for key in ("name", "office")}
    if request.method == "POST":
        person = Person(**typed)
        person.set_unusable_password()
        try:
            person.full_clean()
        except ValidationError as error:
            problems = _problems(error)
        if not problems:
            with transaction.atomic():
                person.save()
                by = person_of(request)
                record(Kind.ALTERATION, "person added", by=by, of={"person": person.pk})
                link = _link(request, person)
            assert isinstance(link, str)
            return _person_page(request, person, link=link)
    page = Page(
        template="person_new.html",
        title="Add a person",
        crumbs=_CRUMBS,
        said={"problems": problems, **typed},
    )
    return form(request, page, status=422 if problems else 200)


def _problems(error: ValidationError) -> list[str]:
    names = {"name": "Sign-in name", "office": "Office", "__all__": ""}
    return [
        f"{names.get(field, field)}: {said}".removeprefix(": ")
        for field, messages in error.message_dict.items()
        for said in messages
    ]


def person(request: HttpRequest, identity: int) -> HttpResponse:
    """Show a person; give or take a role, make a link, end or reopen the account."""
    found = Person.objects.filter(pk=identity).first()
    if found is None:
        raise Http404
    problems: list[str] = []
    link = ""
    if request.method == "POST":
        what = request.POST.get("do", "")
        does = _ACTIONS.get(what)
        if does is None:
            raise Http404
        # guard: asked-once-more. A click beside the one that was meant ends nobody's account.
        if request.POST.get("sure") != "yes" and _asks(request, found, what):
            grant = request.POST.get("grant", "")
            which = f"?{urlencode({'grant': grant})}" if what == "take" else ""
            return HttpResponseRedirect(f"/people/{found.pk}/{what}/{which}")
        answer = does(request, found)
        if isinstance(answer, list):
            problems = answer
        else:
            link = answer
        if not problems and not link:
            return HttpResponseRedirect(f"/people/{found.pk}/")
    return _person_page(request, found, problems=problems, link=link)


def _asks(request: HttpRequest, found: Person, what: str) -> bool:
    """Whether something is asked once more before it is done."""
    if what == "take":
        return (
            found.grants.count() == 1 and _grant(request.POST.get("grant", ""), found) is not None
        )
    return what in _QUESTIONS


def person_ask(request: HttpRequest, identity: int, what: str) -> HttpResponse:
    """Say what will happen, and ask once more; changes nothing itself."""
    found = Person.objects.filter(pk=identity).first()
    if found is None or what not in _QUESTIONS:
        raise Http404
    grant = _grant(request.GET.get("grant", ""), found) if what == "take" else None
    if what == "take" and grant is None:
        raise Http404
    register = desk_of(request).workspace.register
    title, button, will = _QUESTIONS[what]
    named = {
        "office": found.office,
        "days": LASTS.days,
        "role": "" if grant is None else _grant_words(grant, register),
    }
    page = Page(
        template="person_ask.html",
        title=title.format(**named),
        crumbs=(*_CRUMBS, (found.office, f"/people/{found.pk}/")),
        said={
            "person": found,
            "what": what,
            "grant": "" if grant is None else grant.pk,
            "button": button,
            "will": [one.format(**named) for one in will],
        },
    )
    return form(request, page)


# What is asked once more: the question, the button, and what will happen.
_QUESTIONS = {
    "end": (
        "End the account of {office}?",
        "End the account",
        (
            "Whoever is signed in with it is signed out at once, everywhere.",
            "Nobody signs in with it any more, and a link that was handed over stops working.",
            "What it did stays in the audit. You may reopen it, with the roles it has now.",
        ),
    ),
    "take": (
        "Take the last role of {office}?",
        "Take the role",
        (
            "The role is: {role}.",
            "Without a role, whoever signs in sees their own account and nothing else.",
            "It takes effect at the next page. You may give the role again.",
        ),
    ),
    "link": (
        "Make a new link for {office}?",
        "Make a new link",
        (
            "Whoever has it may choose a new password for this account, once, in {days} days.",
            "A link that was made before stops working.",
            "A password that was chosen before works until the new one is chosen.",
        ),
    ),
}


def _person_page(
    request: HttpRequest, found: Person, *, problems: Sequence[str] = (), link: str = ""
) -> HttpResponse:
    """Return a person's page, with the link that lets them in where one was just made."""
    workspace = desk_of(request).workspace
    register, force = workspace.register, workspace.settings.force
    held = list(found.grants.all())
    page = Page(
        template="person.html",
        title=found.office,
        crumbs=_CRUMBS,
        said={
            "person": found,
            "state": _state(found),
            "grants": [
                {
                    "number": one.pk,
                    "words": _grant_words(one, register),
                    "role": Role(one.role).words,
                    "where": _where(one, register),
                    "duty": DUTIES[Role(one.role)],
                    "lets": lets_words(one, register),
                }
                for one in held
            ],
            "last": len(held) == 1,
            "roles": [(role.value, role.words, DUTIES[role]) for role in Role],
            "areas": [
                (_kind_words(kind), inside)
                for kind in _KINDS
                if (inside := register.within(force, kind=kind))
            ],
            "audiences": [
                ("", "as much as the role allows"),
                *((one, AUDIENCES[one]) for one in _CHOICES),
            ],
            "problems": problems,
            "link": request.build_absolute_uri(link) if link else "",
            "days": LASTS.days,
            "is_self": found.pk == request.user.pk,
        },
    )
    return form(request, page, status=422 if problems else 200)


def _give(request: HttpRequest, found: Person) -> list[str] | str:
    register = desk_of(request).workspace.register
    area = request.POST.get("area", "")
    try:
        role = Role(request.POST.get("role", ""))
        asked = Audience(request.POST.get("audience") or MOST[role])
    except ValueError:
        return ["Choose a role and what it may see."]
    if area and area not in register:
        return ["Choose an area of the register, or the whole force."]
    if Right.FIGURES in RIGHTS[role] and asked is Audience.RESTRICTED and MOST[role] is not asked:
        return [f"A {role.words.lower()} sees no more than the board does."]
    audience = asked if Right.FIGURES in RIGHTS[role] else MOST[role]
    with transaction.atomic():
        Grant.objects.update_or_create(
            person=found, role=role.value, area=area, defaults={"audience": audience.value}
        )
        record(
            Kind.ALTERATION,
            "role given",
            by=person_of(request),
            of={"person": found.pk, "role": role.value, "area": area, "audience": audience.value},
        )
    return ""


def _take(request: HttpRequest, found: Person) -> list[str] | str:
    grant = _grant(request.POST.get("grant", ""), found)
    if grant is None:
        return []
    if grant.role == Role.ADMINISTRATOR and _is_last_administrator(found):
        return ["This is the last administrator; give the role to somebody else first."]
    with transaction.atomic():
        of: dict[str, str | int] = {"person": found.pk, "role": grant.role, "area": grant.area}
        grant.delete()
        record(Kind.ALTERATION, "role taken", by=person_of(request), of=of)
    return ""


def _grant(number: str, found: Person) -> Grant | None:
    """Return a person's grant by its number."""
    # Longer ones are no number of the database's, and Python refuses to read the longest.
    is_number = number.isascii() and number.isdigit() and len(number) < _DIGITS
    return found.grants.filter(pk=int(number) if is_number else 0).first()


def _link(request: HttpRequest, found: Person) -> list[str] | str:
    if not found.is_active:
        return ["The account has ended; reopen it first."]
    with transaction.atomic():
        path = welcome_path(found)
        record(Kind.ALTERATION, "link made", by=person_of(request), of={"person": found.pk})
    return path


def _end(request: HttpRequest, found: Person) -> list[str] | str:
    if _is_last_administrator(found):
        return ["This is the last administrator; give the role to somebody else first."]
    return _set_active(request, found, active=False)


def _reopen(request: HttpRequest, found: Person) -> list[str] | str:
    return _set_active(request, found, active=True)


def _set_active(request: HttpRequest, found: Person, *, active: bool) -> str:
    with transaction.atomic():
        found.is_active = active
        found.save()
        if not active:
            Welcome.objects.filter(person=found, used=None).update(used=moment())
            # guard: ended-is-out. No session that is open goes on.
            for session in Session.objects.all().iterator():
                if session.get_decoded().get("_auth_user_id") == str(found.pk):
                    session.delete()
        what = "account reopened" if active else "account ended"
        record(Kind.ALTERATION, what, by=person_of(request), of={"person": found.pk})
    return ""


def _is_last_administrator(found: Person) -> bool:
    held = Grant.objects.filter(role=Role.ADMINISTRATOR, person__is_active=True)
    return held.filter(person=found).exists() and not held.exclude(person=found).exists()


_ACTIONS = {"give": _give, "take": _take, "link": _link, "end": _end, "reopen": _reopen}
