"""Saved views: private, shared, changed, taken away, taken back."""

from __future__ import annotations

import pytest

from saphan.core.errors import NotAllowed, NotFound, RuleBroken
from saphan.journal.undo import undo
from saphan.listings.actions import MOST_VIEWS, remove_view, save_view, share_view, update_view
from saphan.listings.models import SavedView
from saphan.listings.queries import views_for
from tests.story import Story

pytestmark = pytest.mark.django_db


def names(story: Story, who: str) -> list[str]:
    return [view.name for view in views_for(story.cast[who])]


def kept(story: Story, **more: object) -> SavedView:
    values = {"place": "deals", "name": "Big ones", "query": "reporting__gte=100000&sort=-amount"} | more
    return save_view(actor=story.ploy, **values)


def test_a_view_is_its_owners_until_it_is_shared_and_again_afterwards(story: Story) -> None:
    view = kept(story)
    assert (names(story, "ploy"), names(story, "lin"), names(story, "dao")) == (["Big ones"], [], [])
    share_view(view, actor=story.ploy)
    assert names(story, "lin") == ["Big ones"]
    share_view(view, actor=story.ploy, is_shared=False)
    assert names(story, "lin") == []


def test_a_view_keeps_the_address_without_its_question_mark(story: Story) -> None:
    assert kept(story, query="?owner=me&sort=-amount").query == "owner=me&sort=-amount"


def test_a_colleague_cannot_change_a_shared_view_but_a_director_can(story: Story) -> None:
    view = kept(story, is_shared=True)
    for change in (
        lambda: update_view(view, actor=story.lin, changes={"name": "Mine now"}),
        lambda: share_view(view, actor=story.lin, is_shared=False),
        lambda: remove_view(view, actor=story.lin),
    ):
        with pytest.raises(NotAllowed):
            change()
    view.refresh_from_db()
    assert (view.name, view.is_shared, view.removed_at) == ("Big ones", True, None)
    assert update_view(view, actor=story.dao, changes={"name": "Large deals"}).name == "Large deals"


def test_a_director_cannot_touch_a_private_view(story: Story) -> None:
    view = kept(story)
    with pytest.raises(NotAllowed):
        remove_view(view, actor=story.dao)
    view.refresh_from_db()
    assert view.removed_at is None


def test_a_stranger_neither_sees_nor_changes_a_shared_view(story: Story, other_story: Story) -> None:
    view = kept(story, is_shared=True)
    assert list(views_for(other_story.krit)) == []
    with pytest.raises(NotFound):
        remove_view(view, actor=other_story.krit)
    view.refresh_from_db()
    assert view.removed_at is None


def test_who_only_reads_keeps_views_but_cannot_share_them(story: Story) -> None:
    save_view(actor=story.rit, place="clients", name="Mine")
    with pytest.raises(RuleBroken, match=r"view\.sharing_not_allowed"):
        save_view(actor=story.rit, place="clients", name="Ours", is_shared=True)
    assert names(story, "rit") == ["Mine"]


def test_undo_brings_a_deleted_view_back_with_everything_it_kept(story: Story) -> None:
    view = kept(story, is_shared=True)
    gone = remove_view(view, actor=story.ploy)
    assert names(story, "lin") == []
    undo(gone.change, actor=story.ploy)  # type: ignore[attr-defined]
    back = views_for(story.lin).get()
    assert (back.name, back.query) == ("Big ones", "reporting__gte=100000&sort=-amount")


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "  "}, "view.name_missing"),
        ({"name": "n" * 81}, "view.name_too_long"),
        ({"place": "moon"}, "view.unknown_place"),
        ({"query": "a" * 2_001}, "view.query_too_long"),
    ],
)
def test_what_cannot_be_kept_is_refused(story: Story, values: dict[str, str], code: str) -> None:
    with pytest.raises(RuleBroken, match=code):
        kept(story, **values)
    assert SavedView.objects.count() == 0


def test_nobody_hoards_views(story: Story) -> None:
    for number in range(MOST_VIEWS):
        kept(story, name=f"View {number}")
    with pytest.raises(RuleBroken, match=r"view\.too_many"):
        kept(story)
    assert SavedView.objects.count() == MOST_VIEWS
