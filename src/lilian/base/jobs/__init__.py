"""Work in the background, done once even if the worker is killed.

`start` inside the transaction of the cause; `@handler` does the work; `Run.finishing` writes its effect.
"""

from lilian.base.jobs.actions import NotWaitingForPerson, retry, start
from lilian.base.jobs.files import MadeFile, NotMadeYet, file_job, finish_with, kept_until, made_file
from lilian.base.jobs.handlers import UnknownKind, handler
from lilian.base.jobs.queries import job_by_key, jobs
from lilian.base.jobs.run import LeaseLost, Run
from lilian.base.jobs.telling import Telling

__all__ = [
    "LeaseLost",
    "MadeFile",
    "NotMadeYet",
    "NotWaitingForPerson",
    "Run",
    "Telling",
    "UnknownKind",
    "file_job",
    "finish_with",
    "handler",
    "job_by_key",
    "jobs",
    "kept_until",
    "made_file",
    "retry",
    "start",
]
