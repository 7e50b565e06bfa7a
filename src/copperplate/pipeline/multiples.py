"""One measure of many areas as small control charts side by side, with what they say together.

Counts by the same road as `mapping`, charts by the same as `charting`. Prints nothing and writes
nothing.
"""

from __future__ import annotations

from datetime import date

from copperplate.compare import Average
from copperplate.disclosure import Audience, publish
from copperplate.errors import Place, UnknownName
from copperplate.findings.area_charts import area_scan, area_steps
from copperplate.narrative.figure_maker import Context
from copperplate.narrative.figures import FigureBook
from copperplate.narrative.maps import KINDS
from copperplate.narrative.sentences import Teller, sentence
from copperplate.periods import PeriodKind
from copperplate.pipeline.charting import charted_of, nothing_known, shape_charted
from copperplate.pipeline.counting import count, newest, open_releases
from copperplate.pipeline.drawn import Drawn
from copperplate.pipeline.mapping import OF, areas_of, around_of
from copperplate.report.multiples import ManyCharted, area_charts
from copperplate.series import Mark
from copperplate.sources.release import known_on
from copperplate.workspace import Workspace


def multiples(
    workspace: Workspace,
    identity: str,
    *,
    of: str,
    area: str | None,
    kind: PeriodKind | None,
    to: date | None,
    known: date | None,
    audience: Audience,
    own_scales: bool = False,
) -> Drawn:
    """Return small control charts of a measure, one an area, in the order of their names.

    Args:
        workspace: Where it is counted.
        identity: The measure's id.
        of: One of `OF`.
        area: The area whose parts are charted; by default the force, or all areas if `of` forces.
        kind: The shape of period; the measure's months, else its quarters, if None.
        to: Last day counted.
        known: Only what was known on this day is used, decisions included.
        audience: For whom it is. An area with hidden values has a panel that says so, and no chart.
        own_scales: Whether each panel has a scale of its own; one for all by default.

    Raises:
        UnknownName: No such measure (M103) or area (A101, A102), or nothing known of any (C101).
        BadDefinition: The period is not one of the measure's (M107), or overlaps with its
            neighbours (C102); the area holds none of what is to be charted (G101).
        NotPublishable: The audience may not see it (D002).
    """
    measure = workspace.measures.find(identity, place=Place(file="MEASURE"))
    settings, register = workspace.settings, workspace.register
    chosen = shape_charted(measure, kind)
    around = around_of(workspace, of, area)
    below = areas_of(workspace, around, of, option="--by")
    releases = known_on(workspace.releases, known)
    policy = settings.policy(audience, file="copperplate.yaml")
    with open_releases(releases) as engine:
        # The areas are published together, what they lie in by itself: what is hidden of the
        # areas is chosen as if their sum were known.
        evidence, whole = (
            publish(
                {
                    measure.id: count(
                        workspace,
                        measure,
                        engine=engine,
                        releases=releases,
                        areas=codes,
                        kind=chosen,
                        to=to,
                    )
                },
                policy=policy,
                audience=audience,
            )[measure.id]
            for codes in ([one.code for one in below], [around.code])
        )
    periods = evidence.shown.series.periods
    on = known or newest(releases)
    areas = sorted(
        (one for one in below if periods and one.in_use(periods[-1].end)),
        key=lambda one: (one.name, one.code),
    )
    found = {one.code: charted_of(workspace, evidence, area=one.code, on=on) for one in areas}
    charts = {code: charted for code, charted in found.items() if charted is not None}
    hidden = any(
        Mark.CONFIDENTIAL in seen.marks
        for one in areas
        for seen in evidence.shown.series[one.code].observations
    )
    if not charts and not hidden:
        raise UnknownName(nothing_known(measure.id, f"{KINDS[OF[of]][1]} in {around.name}"))
    of_whole = charted_of(workspace, whole, area=around.code, on=on)
    context = Context(
        area=settings.force, names=register, group=None, average=Average.MEAN_WITH_SELF, base=None
    )
    book = FigureBook({measure.id: evidence}, context)
    all_charted = charts if of_whole is None else {**charts, around.code: of_whole}
    unit = evidence.shown.series.unit
    scan = area_scan(charts, area=around.code)
    steps = area_steps(all_charted, area=around.code, unit=unit)
    tell = Teller(book, {measure.id: evidence})
    said = tuple(sentence(tell, fact) for fact in (scan, steps) if fact is not None)
    return Drawn(
        block=area_charts(
            ManyCharted(
                book=book,
                evidence=evidence,
                areas=areas,
                charts=charts,
                around=around,
                whole=None if of_whole is None else (whole, of_whole),
                scan=scan,
                said=said,
                one_scale=not own_scales,
            ),
            identity=f"{measure.id}-{of}-control",
        ),
        policy=policy,
        audience=audience,
        licence=settings.licence,
        said=said,
    )
