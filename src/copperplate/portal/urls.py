"""Every address of the portal, each with its view and its name. `rights` says who may pass."""

from __future__ import annotations

from copperplate.portal import helping, public
from copperplate.portal.accounts import people, signing_in
from copperplate.portal.audit import views as audit
from copperplate.portal.doors import does, reads
from copperplate.portal.papers import views as papers
from copperplate.portal.performance import (
    areas,
    attention,
    comparing,
    measure_list,
    measures,
    objectives,
    records,
    search,
    splitting,
)
from copperplate.portal.planning import views as planning

_MEASURE = "measures/<slug:identity>"

urlpatterns = [
    does("", public.front, "front"),
    does("healthz", public.healthz, "healthz"),
    does("robots.txt", public.robots, "robots"),
    does("assets/<str:name>", public.asset, "asset"),
    # People
    does("sign-in/", signing_in.sign_in, "sign-in"),
    does("sign-out/", signing_in.sign_out, "sign-out"),
    does("welcome/<str:secret>/", signing_in.welcome, "welcome"),
    does("account/", signing_in.account, "account"),
    does("account/password/", signing_in.new_password, "new-password"),
    does("people/", people.people, "people"),
    does("people/new/", people.person_new, "person-new"),
    does("people/<int:identity>/", people.person, "person"),
    does("people/<int:identity>/<slug:what>/", people.person_ask, "person-ask"),
    does("audit/", audit.audit, "audit"),
    does("audit/chain/", audit.audit_chain, "audit-chain"),
    does("audit/export.ndjson", audit.audit_export, "audit-export"),
    does("audit/export.csv", audit.audit_export_csv, "audit-export-csv"),
    # Figures
    reads("objectives/", objectives.objectives, "objectives"),
    reads("objectives.csv", objectives.objectives_csv, "objectives-csv"),
    reads("measures/", measure_list.measures, "measures"),
    reads(f"{_MEASURE}/", measures.measure, "measure"),
    reads(f"{_MEASURE}.csv", measures.measure_csv, "measure-csv"),
    reads(f"{_MEASURE}.svg", measures.measure_svg, "measure-svg"),
    reads(f"{_MEASURE}/drivers/", splitting.drivers, "drivers"),
    reads(f"{_MEASURE}/peers/", measures.peers, "peers"),
    reads(f"{_MEASURE}/by/<slug:column>/", splitting.breakdown, "breakdown"),
    reads(f"{_MEASURE}/by/<slug:column>.csv", splitting.breakdown_csv, "breakdown-csv"),
    reads(f"{_MEASURE}.png", measures.measure_png, "measure-png"),
    reads(f"{_MEASURE}/charts/<slug:of>/", measures.small_charts, "small-charts"),
    reads(f"{_MEASURE}/map/<slug:of>/", measures.map_page, "measure-map"),
    reads(f"{_MEASURE}/map/<slug:of>.svg", measures.map_svg, "measure-map-svg"),
    reads(f"{_MEASURE}/map/<slug:of>.png", measures.map_png, "measure-map-png"),
    reads(f"{_MEASURE}/records/", records.records, "records"),
    reads(f"{_MEASURE}/records.csv", records.records_csv, "records-csv"),
    reads(f"{_MEASURE}/records.json", records.records_json, "records-json"),
    reads("areas/", areas.areas, "areas"),
    reads("areas/<str:code>/", areas.area, "area"),
    reads("attention/", attention.attention, "attention"),
    reads("attention.csv", attention.attention_csv, "attention-csv"),
    reads("compare/", comparing.compare, "compare"),
    reads("search/", search.search, "search"),
    reads("help/", helping.help_page, "help"),
    # The plan and its papers
    reads("plans/", planning.plans, "plans"),
    reads("plans/<str:identity>/", planning.plan, "plan"),
    reads("plans/<str:identity>/<str:name>/", planning.item, "item"),
    reads("schedule/", planning.schedule, "schedule"),
    reads("schedule.ics", planning.schedule_ics, "schedule-ics"),
    reads("papers/", papers.papers, "papers"),
    reads("papers/<str:name>/", papers.paper, "paper"),
    reads("papers/<str:name>/<str:file>", papers.paper_file, "paper-file"),
]
