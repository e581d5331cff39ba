"""Addresses of the pages of keeping."""

from django.urls import path

from lilian.web.keeping.views import alarms, booking, counting, fees, first_out, life, moving, put_away, rooms

app_name = "keeping"
urlpatterns = [
    path("keeping/", rooms.rooms, name="rooms"),
    path("keeping/waiting/", put_away.waiting, name="waiting"),
    path("keeping/alarms/", alarms.alarms, name="alarms"),
    path("keeping/alarms/<int:pk>/acknowledge/", alarms.acknowledge, name="acknowledge"),
    path("keeping/first-out/", first_out.first_out, name="first_out"),
    path("keeping/life/", life.rules, name="life"),
    path("keeping/life/new/", life.new, name="new_life"),
    path("keeping/fees/", fees.own, name="fee_stores"),
    path("keeping/fees/<int:pk>/", fees.fees, name="fees"),
    path("keeping/fees/<int:pk>/price/", fees.set_fee, name="set_fee"),
    path("keeping/fees/<int:pk>.xlsx", fees.workbook, name="fees_workbook"),
    path("keeping/requests/", booking.requests, name="requests"),
    path("keeping/requests/new/", booking.ask, name="ask"),
    path("keeping/requests/<int:pk>/", booking.request_page, name="request"),
    path("keeping/requests/<int:pk>/accept/", booking.accept, name="accept"),
    path("keeping/requests/<int:pk>/decline/", booking.decline, name="decline"),
    path("keeping/requests/<int:pk>/withdraw/", booking.withdraw, name="withdraw"),
    path("keeping/requests/<int:pk>/end/", booking.end, name="end_booking"),
    path("keeping/rooms/<int:pk>/", rooms.room, name="room"),
    path("keeping/rooms/<int:pk>/put-away/", put_away.put_away, name="put_away"),
    path("keeping/rooms/<int:pk>/put-away/<int:made>/take-back/", put_away.take_back, name="take_back"),
    path("keeping/rooms/<int:pk>/move/", moving.move, name="move"),
    path("keeping/rooms/<int:pk>/release/", moving.release, name="release"),
    path("keeping/rooms/<int:pk>/count/", counting.count, name="count"),
]
