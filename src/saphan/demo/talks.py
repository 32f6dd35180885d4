"""What was said: around every deal, and from time to time just so that the client is not forgotten."""

from __future__ import annotations

from saphan.clients.models import Interaction, InteractionParticipant, Person
from saphan.core.period import Micros
from saphan.demo.deals import Life
from saphan.demo.diary import MINUTE
from saphan.demo.phrases import CHANNELS, LANGUAGE, TALKS
from saphan.demo.picture import CONTACTS
from saphan.demo.world import World
from saphan.pipeline.models import Opportunity
from saphan.workspace.models import Member

DAY = 86_400_000_000  # microseconds
BETWEEN = 10  # days between two talks about a deal
QUIET = 0.16  # share of open deals that nobody has spoken about for weeks


class Talks:
    """Collects interactions, so that all go into the database at once."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.told: list[tuple[Interaction, Person, Member]] = []
        self.quiet = {(contact.client, contact.own): contact.quiet for contact in CONTACTS}
        self.silence: dict[str, int] = {}
        for contact in CONTACTS:
            self.silence[contact.client] = min(contact.quiet, self.silence.get(contact.client, contact.quiet))

    def have(self, client: str, at: Micros, member: Member, deal: Opportunity | None = None) -> None:
        """One talk, unless the client has not been spoken with that recently."""
        world = self.world
        days = (world.diary.now - at) // DAY
        if days < self.silence.get(client, 0):
            return
        near = [
            one
            for one in world.people[client]
            if self.quiet.get((client, one.name), 0) <= days and one.created_at < at
        ]
        if near:
            self._note(client, at, member, world.diary.one_of(near), deal)

    def have_latest(self) -> None:
        """The last word with each person of the picture, on the day that the picture says."""
        for contact in CONTACTS:
            person = next(one for one in self.world.people[contact.client] if one.name == contact.own)
            owner = self.world.owner_of(contact.client)
            self._note(contact.client, self.world.diary.ago(contact.quiet), owner, person, None)

    def write(self) -> None:
        self.world.chronicle.settle(interaction for interaction, _, _ in self.told)
        InteractionParticipant.objects.bulk_create(
            row
            for interaction, person, member in self.told
            for row in (
                InteractionParticipant(interaction=interaction, person=person),
                InteractionParticipant(interaction=interaction, member=member),
            )
        )

    def _note(
        self, client: str, at: Micros, member: Member, person: Person, deal: Opportunity | None
    ) -> None:
        world, place = self.world, self.world.place_of(client)
        subject, words = world.diary.one_of(TALKS[place])
        channel = world.diary.one_of(CHANNELS[place])
        is_live = channel in {"call", "meeting", "visit"}
        direction = "both" if is_live else world.diary.one_of(("to_client", "from_client"))
        interaction = Interaction(
            account=world.accounts[client], opportunity=deal, channel=channel, happened_at=at,
            subject=subject, words=words, language=LANGUAGE[place],
            direction=direction,
        )  # fmt: skip
        written = min(at + world.diary.chance.randrange(2, 90) * MINUTE, world.diary.now - MINUTE)
        world.chronicle.born(interaction, world.chronicle.moment(written, member, "interaction.log"), at)
        self.told.append((interaction, person, member))


def talk(world: World, lives: list[Life]) -> None:
    """Every talk of the story."""
    talks = Talks(world)
    for life in lives:
        _about(world, talks, life)
    for client in world.accounts:
        _keep_in_touch(world, talks, client)
    talks.have_latest()
    talks.write()


def _about(world: World, talks: Talks, life: Life) -> None:
    diary = world.diary
    at, end = life.turns[0], life.turns[-1]
    if life.is_open:
        is_quiet = not life.plan.pictured and diary.happens(QUIET)
        end = max(end, diary.now - (25 if is_quiet else 2) * DAY)
    while (at := diary.after(at, diary.about(BETWEEN))) < end:
        talks.have(life.plan.client, at, life.owner, life.deal)


def _keep_in_touch(world: World, talks: Talks, client: str) -> None:
    account, owner = world.accounts[client], world.owner_of(client)
    rhythm = account.cadence_days or 30
    at = account.created_at
    while True:
        at = world.diary.after(at, world.diary.about(rhythm * 1.3))
        if not world.diary.is_past(at):
            return
        talks.have(client, at, owner)
