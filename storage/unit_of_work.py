"""The one boundary of a transaction: everything inside is kept together or not at all."""

from types import TracebackType
from typing import Self

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from storage.repositories.albums import Albums
from storage.repositories.checks import Checks
from storage.repositories.confirmations import Confirmations
from storage.repositories.deadlines import Deadlines
from storage.repositories.dialogs import Dialogs
from storage.repositories.drawings import Drawings
from storage.repositories.group_posts import GroupPosts
from storage.repositories.inbox import Inbox
from storage.repositories.jobs import Jobs
from storage.repositories.members import Members
from storage.repositories.outbox import Outbox
from storage.repositories.policies import Policies
from storage.repositories.reminders import Reminders
from storage.repositories.submissions import Submissions
from storage.repositories.units import Units
from storage.repositories.uploads import Uploads


class UnitOfWork:
    """``with UnitOfWork(engine) as uow: …; uow.commit()``: rolled back unless committed.

    Hold it only for database work, never over reading a file or talking to a network: on SQLite
    all transactions stand in one line.
    """

    units: Units
    members: Members
    inbox: Inbox
    albums: Albums
    uploads: Uploads
    group_posts: GroupPosts
    jobs: Jobs
    checks: Checks
    confirmations: Confirmations
    outbox: Outbox
    deadlines: Deadlines
    reminders: Reminders
    policies: Policies
    dialogs: Dialogs
    drawings: Drawings
    submissions: Submissions

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        self._session = session = Session(self._engine)
        self.units = Units(session)
        self.members = Members(session)
        self.inbox = Inbox(session)
        self.albums = Albums(session)
        self.uploads = Uploads(session)
        self.group_posts = GroupPosts(session)
        self.jobs = Jobs(session)
        self.checks = Checks(session)
        self.confirmations = Confirmations(session)
        self.outbox = Outbox(session)
        self.deadlines = Deadlines(session)
        self.reminders = Reminders(session)
        self.policies = Policies(session)
        self.dialogs = Dialogs(session)
        self.drawings = Drawings(session)
        self.submissions = Submissions(session)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._session.close()

    def commit(self) -> None:
        self._session.commit()
