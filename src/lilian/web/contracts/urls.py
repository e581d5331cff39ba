"""Addresses of the pages of contracts."""

from django.urls import path

from lilian.web.contracts.views import closings, lists, making, markets, money, one, papers, season, signing, templates

app_name = "contracts"
urlpatterns = [
    path("contracts/", lists.contracts, name="contracts"),
    path("contracts/contracts.xlsx", lists.workbook, name="workbook"),
    path("contracts/contracts.pdf", papers.papers, name="papers"),
    path("contracts/papers/<int:pk>.pdf", papers.papers_made, name="papers_made"),
    path("contracts/mine/", one.mine, name="mine"),
    path("contracts/many/", making.many, name="many"),
    path("contracts/deposits/", money.deposits, name="deposits"),
    path("contracts/deposits/<slug:step>/", money.move_deposits, name="move_deposits"),
    path("contracts/deposits/closings/<int:pk>/", closings.answer, name="answer_closing"),
    path("contracts/season/", season.season, name="season"),
    path("contracts/refusals/<int:pk>/", season.answer, name="answer"),
    path("contracts/sign/<str:party>/", signing.sign_many, name="sign_many"),
    path("contracts/market/", markets.market, name="market"),
    path("contracts/market/file/", markets.market_file, name="market_file"),
    path("contracts/market/market.xlsx", markets.market_workbook, name="market_workbook"),
    path("contracts/market/new/", markets.add_market, name="add_market"),
    path("contracts/templates/", templates.templates, name="templates"),
    path("contracts/templates/<int:pk>/", templates.template, name="template"),
    path("contracts/templates/<int:pk>/new/", templates.new_version, name="new_version"),
    path("contracts/<int:pk>/", one.contract, name="contract"),
    path("contracts/<int:pk>.pdf", papers.paper, name="paper"),
    path("contracts/<int:pk>/sign/<str:party>/", signing.sign, name="sign"),
    path("contracts/<int:pk>/signatures/<int:signature>/", one.picture, name="picture"),
    path("contracts/<int:pk>/amend/", making.amend, name="amend"),
    path("contracts/<int:pk>/renew/", making.renew, name="renew"),
    path("contracts/<int:pk>/milestone/", season.milestone, name="milestone"),
    path("contracts/<int:pk>/refuse/", season.refuse, name="refuse"),
    path("contracts/<int:pk>/inputs/", money.inputs, name="inputs"),
    path("contracts/<int:pk>/deposit/", closings.close, name="close_deposit"),
    path("contracts/<int:pk>/penalty/", money.penalty, name="penalty"),
    path("contracts/<int:pk>/end/", making.end, name="end"),
]
