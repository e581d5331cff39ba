"""Who reads the records for a page that anybody may see; what of them is told is decided here, in passport alone."""

from lilian.base.actors import system

READER = system("passport")
