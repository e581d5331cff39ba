"""Addresses of the low season."""

from django.urls import path

from lilian.web.idling import views

app_name = "idling"
urlpatterns = [
    path("idling/", views.plan_list, name="plans"),
    path("idling/new/", views.new, name="new"),
    path("idling/plans/<int:pk>/", views.plan_page, name="plan"),
    path("idling/plans/<int:pk>/progress/", views.progress, name="progress"),
    path("idling/plans/<int:pk>/moves/", views.moves, name="moves"),
    path("idling/plans/<int:pk>/regrets/", views.regrets, name="regrets"),
    path("idling/plans/<int:pk>/decisions/", views.decisions, name="decisions"),
    path("idling/plans/<int:pk>/decisions/<int:decision>/withdraw/", views.withdraw_decision, name="undecide"),
    path("idling/plans/<int:pk>/replan/", views.replan, name="replan"),
    path("idling/plans/<int:pk>/adopt/", views.adopt, name="adopt"),
    path("idling/plans/<int:pk>/withdraw/", views.withdraw_plan, name="withdraw"),
    path("idling/saving/", views.saving, name="saving"),
    path("idling/tasks/", views.tasks, name="tasks"),
    path("idling/tasks/<int:pk>/", views.task, name="task"),
    path("idling/tasks/<int:pk>/decline/", views.decline, name="decline"),
    path("idling/meters/", views.meters, name="meters"),
    path("idling/meters/<int:pk>/", views.meter, name="meter"),
    path("idling/meters/<int:pk>/readings/<int:reading>/take-back/", views.take_back, name="take_back"),
    path("idling/energy/", views.energy, name="energy"),
    path("idling/withdrawals/", views.withdrawals, name="withdrawals"),
]
