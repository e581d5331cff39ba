"""Addresses of the transparency log."""

from django.urls import path, re_path

from lilian.web.transparency import erasing, served, views, witnesses

app_name = "transparency"
urlpatterns = [
    path("log/", views.log, name="log"),
    path("log/check/", views.check, name="check"),
    path("log/state/", views.state, name="state"),
    path("log/sign/", views.sign, name="sign"),
    path("log/witnesses/add/", witnesses.add, name="add_witness"),
    path("log/witnesses/<int:pk>/address/", witnesses.move, name="move_witness"),
    path("log/witnesses/<int:pk>/end/", witnesses.end, name="end_witness"),
    path("log/erased/", erasing.erased, name="erased"),
    path("log/erased/<int:seq>/", erasing.erase, name="erase"),
    path("log/checkpoint", served.checkpoint, name="checkpoint"),
    path("log/checkpoints/<int:pk>.txt", served.kept_checkpoint, name="kept_checkpoint"),
    path("log/proof/<int:seq>.tlog-proof", served.proof, name="proof"),
    path("log/lilian-verify.py", served.verifier, name="verifier"),
    path("log/cosign", served.cosign, name="cosign"),
    path("log/tile/entries/<path:rest>", served.bundle, name="bundle"),
    re_path(r"^log/tile/(?P<level>0|[1-9]|[1-5][0-9]|6[0-3])/(?P<rest>.+)$", served.tile, name="tile"),
]
