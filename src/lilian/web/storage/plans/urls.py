"""Addresses of plans and arrivals, under the namespace of storage."""

from django.urls import path

from lilian.web.storage.plans import views

urlpatterns = [
    path("plans/", views.plan_list, name="plan_list"),
    path("plans/new/", views.new, name="plan_new"),
    path("plans/new/live/", views.start_live, name="plan_start_live"),
    path("plans/new/workbook/", views.send_workbook, name="plan_send_workbook"),
    path("plans/new/workbook/<draft:key>/", views.workbook, name="plan_workbook"),
    path("plans/new/workbook/<draft:key>/start/", views.start_workbook, name="plan_start_workbook"),
    path("plans/new/workbook/<draft:key>/marked.xlsx", views.marked_workbook, name="plan_marked_workbook"),
    path("plans/<int:pk>/", views.plan_page, name="plan"),
    path("plans/<int:pk>/progress/", views.progress, name="plan_progress"),
    path("plans/<int:pk>/lots/", views.lots, name="plan_lots"),
    path("plans/<int:pk>/stores/", views.stores, name="plan_stores"),
    path("plans/<int:pk>/comparison/", views.comparison, name="plan_comparison"),
    path("plans/<int:pk>/rules/", views.rules, name="plan_rules"),
    path("plans/<int:pk>/rules/<int:rule>/withdraw/", views.withdraw, name="plan_withdraw_rule"),
    path("plans/<int:pk>/forbid/", views.forbid_store, name="plan_forbid_store"),
    path("plans/<int:pk>/replan/", views.replan, name="plan_replan"),
    path("plans/<int:pk>/why/<path:lot>/", views.why, name="plan_why"),
    path("plans/<int:pk>/what-if/", views.what_if, name="plan_what_if"),
    path("plans/<int:pk>/adopt/", views.adopt, name="plan_adopt"),
    path("plans/<int:pk>/withdraw/", views.withdraw_plan, name="plan_withdraw"),
    path("plans/<int:pk>/actual/", views.actual, name="plan_actual"),
    path("plans/<int:pk>/papers/", views.papers, name="plan_papers"),
    path("plans/<int:pk>/papers/arrivals/", views.arrival_lists, name="plan_print_arrivals"),
    path("plans/<int:pk>/papers/dispatches/", views.dispatch_lists, name="plan_print_dispatches"),
    path("plans/<int:pk>/papers/plan.xlsx", views.plan_xlsx, name="plan_xlsx"),
    path("plans/<int:pk>/papers/plan.html", views.plan_html, name="plan_html"),
    path("plans/<int:pk>/papers/plan.json", views.plan_as_json, name="plan_json"),
    path("plans/arrivals/", views.arrivals, name="plan_arrivals"),
    path("plans/arrivals/<int:pk>/", views.arrival, name="plan_arrival"),
    path("plans/arrivals/unplanned/", views.unplanned, name="plan_unplanned"),
    path("plans/arrivals/unplanned/<int:pk>/take-back/", views.take_back_unplanned, name="plan_take_back_unplanned"),
    path("plans/arrivals/taken-back/<int:pk>/", views.take_back, name="plan_take_back"),
]
