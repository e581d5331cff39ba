"""Peak-season plans: asked for, watched, read, adopted."""

from lilian.api.operations.plans.views import router

__all__ = ["router"]
