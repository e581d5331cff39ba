"""Addresses of the cold-store database, under the namespace of storage."""

from django.urls import path

from lilian.web.storage.stores.views import changes, fill, lists, lots, near, rate, readings, rooms, store, thresholds

urlpatterns = [
    path("stores/", lists.store_list, name="stores"),
    path("stores/map/", lists.store_map_page, name="store_map"),
    path("stores/near/", near.near, name="near"),
    path("stores/fill-rate/", rate.fill_rate, name="fill_rate"),
    path("stores/fill-rate.xlsx", rate.fill_rate_workbook, name="fill_rate_workbook"),
    path("stores/fill/", fill.own, name="own_stores"),
    path("limits/", thresholds.thresholds, name="thresholds"),
    path("limits/<str:name>/", thresholds.set_threshold, name="set_threshold"),
    path("stores/new/", changes.new_store, name="new_store"),
    path("stores/<int:pk>/", store.store, name="store"),
    path("stores/<int:pk>/change/", changes.change_store, name="change_store"),
    path("stores/<int:pk>/rooms/new/", changes.new_room, name="new_room"),
    path("stores/<int:pk>/rooms/<int:room>/out-of-use/", rooms.put_out, name="put_room_out"),
    path("stores/<int:pk>/rooms/<int:room>/back-in-use/", rooms.put_back, name="put_room_back"),
    path("stores/<int:pk>/close/", store.close, name="close_store"),
    path("stores/<int:pk>/reopen/", store.reopen, name="reopen_store"),
    path("stores/<int:pk>/fill/", fill.report_fill, name="report_fill"),
    path("stores/<int:pk>/fill/done/", fill.receipt, name="fill_receipt"),
    path("stores/<int:pk>/readings/", readings.readings, name="readings"),
    path("stores/<int:pk>/readings/new/", readings.record, name="record_readings"),
    path("stores/lots/", lots.lot_list, name="lots"),
    path("stores/lots/new/", lots.new_lot, name="new_lot"),
    path("stores/lots/<int:pk>/", lots.lot, name="lot"),
    path("stores/lots/<int:pk>/change/", lots.change_lot, name="change_lot"),
    path("stores/lots/<int:pk>/cancel/", lots.cancel_lot, name="cancel_lot"),
]
