"""Which event was made of what, under which names, and how far the journal has been told."""

from lilian.retelling.models.retold import Naming, Party, Progress, Retold

__all__ = ["Naming", "Party", "Progress", "Retold"]
