"""People and what they hold, for the administrator: each change one event of the audit."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from copperplate.areas import AreaRegister
from copperplate.disclosure import Audience
from copperplate.portal.accounts.holdings import where_words
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
_AUDIENCES = {
    Audience.BOARD: "what the board may see",
    Audience.RESTRICTED: "what only those may see who hold the records",
}
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
    sees = _AUDIENCES.get(Audience(grant.audience), grant.audience)
    return f"{role.words}, {where_words(grant, register)}: {sees}"


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
        does = _ACTIONS.get(request.POST.get("do", ""))
        if does is None:
            raise Http404
        answer = does(request, found)
        if isinstance(answer, list):
            problems = answer
        else:
            link = answer
        if not problems and not link:
            return HttpResponseRedirect(f"/people/{found.pk}/")
    return _person_page(request, found, problems=problems, link=link)


def _person_page(
    request: HttpRequest, found: Person, *, problems: Sequence[str] = (), link: str = ""
) -> HttpResponse:
    """Return a person's page, with the link that lets them in where one was just made."""
    workspace = desk_of(request).workspace
    register, force = workspace.register, workspace.settings.force
    page = Page(
        template="person.html",
        title=found.office,
        crumbs=_CRUMBS,
        said={
            "person": found,
            "state": _state(found),
            "grants": [(one.pk, _grant_words(one, register)) for one in found.grants.all()],
            "roles": [(role.value, role.words, DUTIES[role]) for role in Role],
            "areas": [
                (_kind_words(kind), inside)
                for kind in _KINDS
                if (inside := register.within(force, kind=kind))
            ],
            "audiences": [("", "as much as the role allows"), *_AUDIENCES.items()],
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
    number = request.POST.get("grant", "")
    # Longer ones are no number of the database's, and Python refuses to read the longest.
    is_number = number.isascii() and number.isdigit() and len(number) < _DIGITS
    grant = found.grants.filter(pk=int(number) if is_number else 0).first()
    if grant is None:
        return []
    if grant.role == Role.ADMINISTRATOR and _is_last_administrator(found):
        return ["This is the last administrator; give the role to somebody else first."]
    with transaction.atomic():
        of: dict[str, str | int] = {"person": found.pk, "role": grant.role, "area": grant.area}
        grant.delete()
        record(Kind.ALTERATION, "role taken", by=person_of(request), of=of)
    return ""


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
