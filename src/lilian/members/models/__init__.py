"""Tables of membership."""

from lilian.members.models.grant import Grant
from lilian.members.models.household import Household
from lilian.members.models.organisation import Organisation
from lilian.members.models.person import Person
from lilian.members.models.place import Place
from lilian.members.models.post import Post
from lilian.members.models.token import ApiToken
from lilian.members.models.township import Township

__all__ = ["ApiToken", "Grant", "Household", "Organisation", "Person", "Place", "Post", "Township"]
