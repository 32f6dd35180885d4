"""People, their jobs, and what they mean for us."""

from __future__ import annotations

from datetime import date

import pytest

from saphan.clients.actions import (
    add_affiliation,
    create_person,
    end_affiliation,
    move_person,
    remove_stakeholder,
    set_stakeholder,
    update_person,
)
from saphan.clients.models import Account, Affiliation, Person, Stakeholder
from saphan.clients.queries import people_for, people_of, stakeholders_for
from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.journal.models import Entry
from tests.clients.cast import harbour_foods, journal_length, person_at, siam_tea
from tests.story import Story, micros, on

pytestmark = pytest.mark.django_db


@pytest.fixture
def tea(story: Story) -> Account:
    return siam_tea(story.ploy)


def test_a_person_comes_in_with_a_job(story: Story, tea: Account) -> None:
    person = person_at(tea, story.ploy, job_title="Marketing Director", from_date=date(2024, 3, 1))
    job = Affiliation.objects.get(person=person)
    assert (job.account, job.job_title, job.to_date) == (tea, "Marketing Director", None)
    born = Entry.objects.get(kind="affiliation")
    assert born.effective_at == micros(2024, 2, 29, 17)  # midnight of 1 March in Bangkok


def test_a_person_who_moves_keeps_one_history(story: Story, tea: Account) -> None:
    person, harbour = person_at(tea, story.ploy), harbour_foods(story.ploy)
    with on("2026-06-16"):
        move_person(person, actor=story.ploy, account=harbour, on=date(2026, 6, 1), job_title="CMO")
    jobs = (
        Affiliation.objects.filter(person=person)
        .order_by("pk")
        .values_list("account__name", "from_date", "to_date")
    )
    assert list(jobs) == [("Siam Tea", None, date(2026, 6, 1)), ("Harbour Foods", date(2026, 6, 1), None)]
    assert (list(people_of(story.ploy, tea)), list(people_of(story.ploy, harbour))) == ([], [person])


def test_a_person_may_work_in_two_places(story: Story, tea: Account) -> None:
    person, harbour = person_at(tea, story.ploy), harbour_foods(story.ploy)
    add_affiliation(person, actor=story.ploy, account=harbour, job_title="Adviser")
    assert person in people_of(story.ploy, tea)
    assert person in people_of(story.ploy, harbour)


def test_a_job_does_not_end_before_it_began(story: Story, tea: Account) -> None:
    job = Affiliation.objects.get(person=person_at(tea, story.ploy, from_date=date(2026, 5, 1)))
    with pytest.raises(RuleBroken, match=r"affiliation\.dates_reversed"):
        end_affiliation(job, actor=story.ploy, on=date(2026, 4, 30))


def test_people_are_seen_through_their_clients(story: Story, other_story: Story, tea: Account) -> None:
    person = person_at(tea, story.ploy)
    seen = {name for name, actor in story.cast.items() if person in people_for(actor)}
    assert seen == {"olan", "dao", "ploy", "lin", "tum", "fon", "rit"}
    assert not people_for(other_story.krit).exists()


def test_nobody_is_hired_into_a_client_out_of_reach(story: Story, tea: Account) -> None:
    before = journal_length()
    with pytest.raises(NotAllowed):
        person_at(tea, story.lin)
    assert (Person.objects.count(), journal_length()) == (0, before)
    person = create_person(actor=story.wei, name="Zhang Wei")
    with pytest.raises(NotFound):
        add_affiliation(person, actor=story.ploy, account=tea)
    assert Affiliation.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [{"languages": "th"}, {"languages": [1]}, {"channels": {"fax": "1"}}, {"channels": {"line": {}}}],
)
def test_languages_and_channels_have_a_shape(story: Story, tea: Account, changes: dict[str, object]) -> None:
    person = person_at(tea, story.ploy)
    with pytest.raises(RuleBroken, match=r"person\.bad_value"):
        update_person(person, actor=story.ploy, changes=changes)


def test_a_stance_is_set_and_changed_with_its_evidence(story: Story, tea: Account) -> None:
    person = person_at(tea, story.ploy)
    set_stakeholder(tea, actor=story.ploy, person=person, role="champion", stance=1, influence=4)
    set_stakeholder(tea, actor=story.ploy, person=person, stance=2, evidence="Praised us in the board")
    (standing,) = stakeholders_for(story.lin, tea)
    assert (standing.role, standing.stance, standing.influence) == ("champion", 2, 4)
    assert set(Entry.objects.filter(kind="stakeholder").values_list("attribute", flat=True)) == {
        "*", "stance", "evidence",
    }  # fmt: skip


def test_nobody_reports_to_themselves_by_way_of_others(story: Story, tea: Account) -> None:
    top, below = person_at(tea, story.ploy, "Top"), person_at(tea, story.ploy, "Below")
    set_stakeholder(tea, actor=story.ploy, person=top)
    set_stakeholder(tea, actor=story.ploy, person=below, reports_to=top)
    with pytest.raises(RuleBroken, match=r"stakeholder\.reports_to_cycle"):
        set_stakeholder(tea, actor=story.ploy, person=top, reports_to_id=below.pk)


@pytest.mark.parametrize("values", [{"influence": 6}, {"influence": 0}, {"stance": 3}, {"role": "friend"}])
def test_scales_have_ends(story: Story, tea: Account, values: dict[str, object]) -> None:
    person = person_at(tea, story.ploy)
    with pytest.raises(RuleBroken, match=r"stakeholder\.bad_value"):
        set_stakeholder(tea, actor=story.ploy, person=person, **values)


def test_a_removed_stakeholder_may_come_back(story: Story, tea: Account) -> None:
    person = person_at(tea, story.ploy)
    remove_stakeholder(set_stakeholder(tea, actor=story.ploy, person=person), actor=story.ploy)
    set_stakeholder(tea, actor=story.ploy, person=person, role="blocker")
    assert Stakeholder.objects.filter(removed_at=None).get().role == "blocker"
