"""Who may open which address. An address that is not here fails the build.

A row names the permission that opens the page and, where the page is about one record, which record its `pk` is.
"""

from dataclasses import dataclass

OPEN = "open"  # anybody, signed in or not
SIGNED_IN = "signed in"
DRAFT = "0" * 16  # the key of an upload that nobody made


@dataclass(frozen=True)
class Row:
    """`record`: which record of the world the address is about; scoped rows hide a foreign one (404).

    `more`: what else stands in the address.
    """

    needs: str
    record: str = ""
    scoped: bool = False
    more: tuple[object, ...] = ()


PAGES: dict[str, Row] = {
    "healthz": Row(OPEN),
    "readyz": Row(OPEN),
    "prefer": Row(OPEN),
    "demo_roles": Row(OPEN),
    "demo_enter": Row(OPEN),
    "home": Row(SIGNED_IN),
    "me": Row(SIGNED_IN),
    "second_factor": Row(SIGNED_IN),
    "styleguide": Row("base.see_styleguide"),
    "styleguide_progress": Row("base.see_styleguide"),
    "api-docs": Row(OPEN),
    "api-tokens": Row("api.manage_tokens"),
    "api-token-revoke": Row("api.manage_tokens", "nothing"),
    "catalog:catalogue": Row("catalog.see"),
    "catalog:standard": Row("catalog.see", "standard"),
    "catalog:new_version": Row("catalog.change", "standard"),
    "catalog:add_variety": Row("catalog.change"),
    "catalog:change_variety": Row("catalog.change", "nothing"),
    "catalog:add_season": Row("catalog.change"),
    "catalog:change_season": Row("catalog.change", "nothing"),
    "jobs:jobs": Row(SIGNED_IN),
    "jobs:job": Row("base.see_jobs", "job"),
    "jobs:retry": Row("base.retry_jobs", "job"),
    "members:organisations": Row("members.see"),
    "members:add": Row("members.change"),
    "members:people": Row("members.see_people"),
    "members:person": Row("members.see_people", "person", scoped=True),
    "members:reveal": Row("members.reveal", "person", scoped=True),
    "members:change_person": Row("members.change", "person"),
    "members:households": Row("members.see_people"),
    "members:household": Row("members.see_people", "household", scoped=True),
    "members:change_household": Row("members.change", "household"),
    "members:close_household": Row("members.change", "household"),
    "members:join_household": Row("members.change", "household"),
    "members:give_block": Row("members.change", "household"),
    "members:leave_household": Row("members.change", "household", more=(0,)),
    "members:change_head": Row("members.change", "household", more=(0,)),
    "members:add_household": Row("members.change", "organisation"),
    "members:places": Row("members.see"),
    "members:add_place": Row("members.change"),
    "members:change_place": Row("members.change", "place"),
    "members:close_place": Row("members.change", "place"),
    "members:reopen_place": Row("members.change", "place"),
    "members:end_post": Row("members.change", "post"),
    "members:withdraw": Row("members.grant", "nothing"),
    "members:organisation": Row("members.see", "organisation"),
    "members:change": Row("members.change", "organisation"),
    "members:leave": Row("members.change", "organisation"),
    "members:add_person": Row("members.change", "organisation"),
    "members:give_post": Row("members.change", "organisation"),
    "members:grant": Row("members.grant", "organisation", scoped=True),
    "storage:stores": Row("storage.see"),
    "storage:store_map": Row("storage.see"),
    "storage:near": Row("storage.see"),
    "storage:fill_rate": Row("storage.see"),
    "storage:fill_rate_workbook": Row("storage.see"),
    "storage:own_stores": Row("storage.report"),
    "storage:thresholds": Row("storage.see_plan"),
    "storage:set_threshold": Row("storage.change", more=("fresh_hours",)),
    "storage:new_store": Row("storage.change"),
    "storage:store": Row("storage.see", "store"),
    "storage:change_store": Row("storage.change", "store"),
    "storage:new_room": Row("storage.change", "store"),
    "storage:put_room_out": Row("storage.report", "store", scoped=True, more=(0,)),
    "storage:put_room_back": Row("storage.report", "store", scoped=True, more=(0,)),
    "storage:close_store": Row("storage.change", "store"),
    "storage:reopen_store": Row("storage.change", "store"),
    "storage:report_fill": Row("storage.report", "store", scoped=True),
    "storage:fill_receipt": Row("storage.report", "store", scoped=True),
    "storage:readings": Row("storage.see", "store"),
    "storage:record_readings": Row("storage.report", "store", scoped=True),
    "storage:lots": Row("storage.see_lots"),
    "storage:new_lot": Row("storage.change_lots"),
    "storage:lot": Row("storage.see_lots", "lot", scoped=True),
    "storage:change_lot": Row("storage.change_lots", "lot", scoped=True),
    "storage:cancel_lot": Row("storage.change_lots", "lot", scoped=True),
    "storage:plan_list": Row("storage.see_plan"),
    "storage:plan_new": Row("storage.run_plan"),
    "storage:plan_start_live": Row("storage.run_plan"),
    "storage:plan_send_workbook": Row("storage.run_plan"),
    "storage:plan_workbook": Row("storage.run_plan", more=(DRAFT,)),
    "storage:plan_start_workbook": Row("storage.run_plan", more=(DRAFT,)),
    "storage:plan_marked_workbook": Row("storage.run_plan", more=(DRAFT,)),
    "storage:plan": Row("storage.see_plan", "plan"),
    "storage:plan_progress": Row("storage.see_plan", "plan"),
    "storage:plan_lots": Row("storage.see_plan", "plan"),
    "storage:plan_stores": Row("storage.see_plan", "plan"),
    "storage:plan_comparison": Row("storage.see_plan", "plan"),
    "storage:plan_rules": Row("storage.see_plan", "plan"),
    "storage:plan_withdraw_rule": Row("storage.run_plan", "plan", more=(0,)),
    "storage:plan_forbid_store": Row("storage.run_plan", "plan"),
    "storage:plan_replan": Row("storage.run_plan", "plan"),
    "storage:plan_why": Row("storage.see_plan", "plan", more=("LOT-1",)),
    "storage:plan_what_if": Row("storage.see_plan", "plan"),
    "storage:plan_adopt": Row("storage.adopt_plan", "plan"),
    "storage:plan_withdraw": Row("storage.adopt_plan", "plan"),
    "storage:plan_actual": Row("storage.see_plan", "nothing"),
    "storage:plan_papers": Row("storage.see_plan", "plan"),
    "storage:plan_print_arrivals": Row("storage.see_plan", "plan"),
    "storage:plan_print_dispatches": Row("storage.see_plan", "plan"),
    "storage:plan_xlsx": Row("storage.see_plan", "plan"),
    "storage:plan_html": Row("storage.see_plan", "plan"),
    "storage:plan_json": Row("storage.see_plan", "plan"),
    "storage:plan_arrivals": Row("storage.see_arrivals"),
    "storage:plan_arrival": Row("storage.see_arrivals", "arrival", scoped=True),
    "storage:plan_unplanned": Row("storage.record_arrival"),
    "storage:plan_take_back_unplanned": Row("storage.record_arrival", "nothing"),
    "storage:plan_take_back": Row("storage.record_arrival", "nothing"),
}
