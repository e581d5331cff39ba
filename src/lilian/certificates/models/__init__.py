"""Tables of certificates."""

from lilian.certificates.models.collected import Collected, GivenBack, Photo
from lilian.certificates.models.issued import Certificate, Named, Part, Signature, Void

__all__ = ["Certificate", "Collected", "GivenBack", "Named", "Part", "Photo", "Signature", "Void"]
