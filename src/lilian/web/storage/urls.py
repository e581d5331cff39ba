"""Addresses of the pages of cold storage."""

from lilian.web.storage.plans import urls as plans
from lilian.web.storage.stores import urls as stores

app_name = "storage"
urlpatterns = [*stores.urlpatterns, *plans.urlpatterns]
