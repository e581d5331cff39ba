"""Who asked for work in the background, with what they may do now."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from lilian.base import jobs
from lilian.base.actors import Actor
from lilian.kernel.refusal import NotAllowed
from lilian.members.queries.actors import actor_for
from lilian.members.queries.tokens import actor_of_token


def asker(run: jobs.Run) -> Actor:
    """A person, or a program by its token.

    :raises NotAllowed: if the token stands for nobody any more
    """
    now, token_id = timezone.now(), run.job.api_token_id
    if token_id is None:
        return actor_for(get_user_model().objects.get(pk=run.job.user_id or 0), now=now)
    found = actor_of_token(token_id, now=now)
    if found is None:
        raise NotAllowed()
    return found
