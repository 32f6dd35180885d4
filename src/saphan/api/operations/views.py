"""Saved views of lists: one's own and those that are shared."""

from __future__ import annotations

from typing import Annotated

from ninja import Router
from pydantic import Field

from saphan.api.acting import offer_act, offer_create, offer_remove, offer_update
from saphan.api.fields import Body, Flag, Ref, Shown, Word, Writing
from saphan.api.resource import Resource, offer_list, offer_read
from saphan.listings import actions
from saphan.listings.models import LONGEST_QUERY
from saphan.listings.queries import views_for

Name = Annotated[str, Field(max_length=80)]
Query = Annotated[
    str, Field(max_length=LONGEST_QUERY, description="what stands behind the question mark of the list")
]


class ViewShown(Shown):
    code: str
    version: int
    place: str
    name: str
    query: str
    owner: Ref
    is_shared: bool


class ViewCreate(Writing):
    place: Word
    name: Name
    query: Query = ""
    is_shared: Flag = False


class ViewUpdate(Writing):
    name: Name = ""
    query: Query = ""


class ViewShare(Body):
    is_shared: Flag = True


VIEWS = Resource("views", "view", views_for, ViewShown, along=("owner",))
views = Router(tags=["Views"])
offer_list(views, VIEWS)
offer_create(views, VIEWS, actions.save_view, ViewCreate)
offer_read(views, VIEWS)
offer_update(views, VIEWS, actions.update_view, ViewUpdate)
offer_act(views, VIEWS, "share", actions.share_view, ViewShare)
offer_remove(views, VIEWS, actions.remove_view)
