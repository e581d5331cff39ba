"""Addresses of settlement."""

from django.urls import path

from lilian.web.settlement.views import books, payouts, runs, statements

app_name = "settlement"
urlpatterns = [
    path("settlement/", runs.runs, name="runs"),
    path("settlement/mine/", statements.mine, name="mine"),
    path("settlement/draft/<slug:kind>/", runs.draft, name="draft"),
    path("settlement/<int:pk>/scheme/", runs.scheme, name="scheme"),
    path("settlement/<int:pk>/waiting/", runs.waiting, name="waiting"),
    path("settlement/runs/<int:pk>/", runs.run, name="run"),
    path("settlement/runs/<int:pk>/statements.xlsx", books.statements, name="workbook"),
    path("settlement/runs/<int:pk>/approve/", runs.approve, name="approve"),
    path("settlement/runs/<int:pk>/send-back/", runs.send_back, name="send_back"),
    path("settlement/statements/<int:pk>/", statements.statement, name="statement"),
    path("settlement/statements/<int:pk>/statement.pdf", statements.paper, name="paper"),
    path("settlement/statements/<int:pk>/statement.png", statements.picture, name="picture"),
    path("settlement/statements/<int:pk>/dispute/", statements.raise_dispute, name="raise_dispute"),
    path("settlement/disputes/", statements.disputes, name="disputes"),
    path("settlement/disputes/<int:pk>/", statements.dispute, name="dispute"),
    path("settlement/<int:pk>/payouts/", payouts.payouts, name="payouts"),
    path("settlement/<int:pk>/payouts/make/", payouts.make, name="make_payout"),
    path("settlement/payouts/<int:pk>/", payouts.payout, name="payout"),
    path("settlement/payouts/<int:pk>/return/", payouts.payment_returned, name="payment_returned"),
    path("settlement/payouts/<int:pk>/payments.csv", payouts.payment_file, name="payment_file"),
    path("settlement/payees/<int:pk>/", payouts.payee, name="payee"),
]
