"""Teams and territories: two trees with the same pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from saphan.administration import actions
from saphan.administration.trees import Node
from saphan.web.request import MemberRequest
from saphan.web.settings.forms import (
    NamedForm,
    TouchedForm,
    initial_of,
    reference,
    save_touched,
    version_field,
)
from saphan.web.settings.pages import Edit, address, edit, needs, page
from saphan.workspace.models.record import labelled
from saphan.workspace.queries import teams_for, territories_for
from saphan.workspace.rights import Right


@dataclass(frozen=True)
class Tree:
    """One of the trees: its words, rows and actions. `one` and `section` are names of addresses too."""

    one: str
    section: str
    title: Any
    about: Any
    add: Any
    rows: Callable[..., Any]
    create: Callable[..., Any]
    update: Callable[..., Any]


TEAMS = Tree(
    "team",
    "teams",
    gettext_lazy("Teams"),
    gettext_lazy("A team sees what belongs to its people and to the teams below it."),
    gettext_lazy("Add a team"),
    teams_for,
    actions.create_team,
    actions.update_team,
)
TERRITORIES = Tree(
    "territory",
    "territories",
    gettext_lazy("Territories"),
    gettext_lazy("A filter on a territory includes everything below it."),
    gettext_lazy("Add a territory"),
    territories_for,
    actions.create_territory,
    actions.update_territory,
)


class NodeForm(NamedForm):
    def __init__(self, *arguments: Any, parents: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["parent"] = reference(_("Below"), parents, help_text=_("Empty: at the top."))
        self.fields["parent"].show_hidden_initial = True


class SavedNodeForm(NodeForm):
    version = version_field()


@require_safe
@needs(Right.CONFIGURE)
def nodes(request: MemberRequest, tree: Tree) -> HttpResponse:
    return page(
        request,
        tree.section,
        "settings/tree.html",
        tree=tree,
        new=address(request, f"new_{tree.one}"),
        nodes=_drawn(request, tree),
    )


@needs(Right.CONFIGURE)
def new_node(request: MemberRequest, tree: Tree) -> HttpResponse:
    return edit(
        request,
        Edit(
            section=tree.section,
            title=tree.add,
            form=partial(NodeForm, parents=_in_order(request, tree)),
            act=partial(_create, request, tree),
            back=address(request, tree.section),
            said=_("Added."),
            button=_("Add"),
        ),
    )


@needs(Right.CONFIGURE)
def node(request: MemberRequest, tree: Tree, code: str) -> HttpResponse:
    """Rename a node or hang it elsewhere."""
    found = get_object_or_404(tree.rows(request.actor), code=code)
    initial = {**initial_of(found), "parent": found.parent_id}
    return edit(
        request,
        Edit(
            section=tree.section,
            title=found.name,
            form=partial(SavedNodeForm, parents=_in_order(request, tree), initial=initial),
            act=lambda form: save_touched(tree.update, found, form, actor=request.actor),
            back=address(request, tree.section),
            said=_("%(name)s is saved.") % {"name": found.name},
            button=_("Save"),
            effect=partial(_effect, request, tree, found),
        ),
    )


def _create(request: MemberRequest, tree: Tree, form: NodeForm) -> Node:
    chosen = form.cleaned_data
    parent = tree.rows(request.actor).filter(pk=chosen["parent"]).first()
    created: Node = tree.create(actor=request.actor, name=chosen["name"], parent=parent, names=form.names())
    return created


def _effect(request: MemberRequest, tree: Tree, found: Node, form: TouchedForm) -> list[str]:
    parent = (
        tree.rows(request.actor).filter(pk=form.value("parent")).first() if form.value("parent") else None
    )
    below = tree.rows(request.actor).filter(path__startswith=found.path).exclude(pk=found.pk).count()
    place = parent.name if parent else _("the top")
    return [
        _("%(name)s stands below %(place)s, with %(count)s of its own below it.")
        % {
            "name": found.name,
            "place": place,
            "count": below,
        }
    ]


def _in_order(request: MemberRequest, tree: Tree) -> list[Node]:
    return list(tree.rows(request.actor).order_by("path"))


def _drawn(request: MemberRequest, tree: Tree) -> list[dict[str, Any]]:
    """Every node with its depth, children under their parents."""
    rows = sorted(
        _in_order(request, tree), key=lambda row: [int(part) for part in row.path.split("/") if part]
    )
    return [
        {
            "code": row.code,
            "label": labelled(row.name, row.names, request.LANGUAGE_CODE),
            "depth": row.path.count("/") - 2,
            "url": address(request, tree.one, row.code),
        }
        for row in rows
    ]
