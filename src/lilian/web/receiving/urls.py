"""Addresses of receiving. The worker's address decides that it serves these pages and no others."""

from django.urls import path

from lilian.web.receiving.views import days, lists, offline, papers, points, prices, slip, weigh

app_name = "receiving"
urlpatterns = [
    path("receiving/", lists.slips, name="slips"),
    path("receiving/slips.xlsx", lists.workbook, name="slips_xlsx"),
    path("receiving/mine/", lists.mine, name="mine"),
    path("receiving/days/", days.by_point, name="days"),
    path("receiving/prices/", prices.prices, name="prices"),
    path("receiving/points/", points.points, name="points"),
    path("receiving/points/open/", points.open_point, name="open_point"),
    path("receiving/points/<int:pk>/weigh/", weigh.weigh, name="weigh"),
    path("receiving/worker.js", offline.worker, name="worker"),
    path("receiving/slips/<int:pk>/", slip.slip, name="slip"),
    path("receiving/slips/<int:pk>/void/", slip.void, name="void"),
    path("receiving/slips/<int:pk>/slip-80mm.pdf", papers.roll, name="paper_roll"),
    path("receiving/slips/<int:pk>/slip-a4.pdf", papers.sheet, name="paper_a4"),
    path("receiving/slips/<int:pk>/slip.png", papers.picture, name="picture"),
]
