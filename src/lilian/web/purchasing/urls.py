"""Addresses of the pages of group purchasing."""

from django.urls import path

from lilian.web.purchasing.views import (
    campaign,
    campaigns,
    contract_needs,
    deciding,
    handing,
    needs,
    orders,
    papers,
    quotes,
    ruling,
    workbooks,
)

app_name = "purchasing"
urlpatterns = [
    path("purchasing/", campaigns.campaigns, name="campaigns"),
    path("purchasing/new/", campaigns.new, name="new"),
    path("purchasing/<int:pk>/", campaign.campaign, name="campaign"),
    path("purchasing/<int:pk>/clone/", campaigns.clone, name="clone"),
    path("purchasing/<int:pk>/needs/", needs.needs, name="needs"),
    path("purchasing/<int:pk>/last-needs/", needs.last_needs, name="last_needs"),
    path("purchasing/<int:pk>/places/<int:place>/", ruling.place, name="place"),
    path("purchasing/<int:pk>/needs.xlsx", workbooks.needs, name="needs_book"),
    path("purchasing/<int:pk>/places/<int:place>/contracts/", contract_needs.from_contracts, name="contract_needs"),
    path("purchasing/<int:pk>/places/<int:place>/form.xlsx", workbooks.needs_form, name="needs_form"),
    path("purchasing/<int:pk>/approve/", ruling.approve, name="approve"),
    path("purchasing/<int:pk>/close/", campaign.close, name="close"),
    path("purchasing/<int:pk>/cancel/", campaign.cancel, name="cancel"),
    path("purchasing/<int:pk>/quote/", quotes.quote, name="quote"),
    path("purchasing/<int:pk>/quote/form.xlsx", quotes.form, name="quote_form"),
    path("purchasing/<int:pk>/quote/read/", quotes.read, name="quote_read"),
    path("purchasing/<int:pk>/quote/<slug:key>/marked.xlsx", quotes.marked, name="quote_marked"),
    path("purchasing/<int:pk>/decide/", deciding.decide, name="decide"),
    path("purchasing/decisions/<int:pk>/", deciding.decision, name="decision"),
    path("purchasing/decisions/<int:pk>/progress/", deciding.progress, name="progress"),
    path("purchasing/decisions/<int:pk>/adopt/", deciding.adopt, name="adopt"),
    path("purchasing/<int:pk>/order/", orders.place_orders, name="place_orders"),
    path("purchasing/orders/<int:pk>/", orders.order, name="order"),
    path("purchasing/orders/<int:pk>/order.pdf", papers.order, name="order_paper"),
    path("purchasing/<int:pk>/receive/<int:place>/list.pdf", papers.handout, name="handout_paper"),
    path("purchasing/orders/<int:pk>/order.xlsx", workbooks.order, name="order_book"),
    path("purchasing/<int:pk>/receive/<int:place>/list.xlsx", workbooks.handout, name="handout_book"),
    path("purchasing/<int:pk>/receive/<int:place>/hand-out/", handing.hand_out, name="hand_out"),
    path("purchasing/<int:pk>/receive/<int:place>/", orders.receive, name="receive"),
    path("purchasing/<int:pk>/bills/<int:place>/", orders.bills, name="bills"),
]
