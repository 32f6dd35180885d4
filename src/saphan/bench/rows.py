"""The rows of the table, each beside the least that the same machine must do for it."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.db import connection, transaction
from django.test import Client

from saphan.bench.dataset import CODE
from saphan.bench.limit import least_page
from saphan.bench.table import Row
from saphan.pipeline.models import Opportunity, Pipeline
from saphan.search.find import find
from saphan.tokens.actions import create_token
from saphan.workspace.actor import system_actor
from saphan.workspace.models import Member, User, Workspace
from saphan.workspace.rights import Right

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
FIRST_LOAD = ("style.css", "desk.js", "offline.js", "phone.js", "board.js", "time.js")
SEARCHES = ("lanchi", "青屿", "ธารา", "harb", "auto", "远", "zzzq", "somch", "媒介", "งาน", "B4", "lotus 12")


@lru_cache(maxsize=1)
def people_here() -> _Here:
    """The data set and two people of it, signed in once."""
    return _Here()


def all_rows() -> Iterator[Row]:
    """Every row; built when the data set stands."""
    here = people_here()
    yield Row(
        "S1",
        "pipeline board, manager",
        here.page("pipeline/"),
        here.limit(here.board_sql()),
        "≤ 30 ms, 25 CPU, 8 q, 30 KB",
    )
    yield Row(
        "S2",
        "board, own deals",
        here.page("pipeline/", seller=True),
        here.limit(here.board_sql()),
        "≤ 25 ms, 20 CPU",
    )
    yield Row("S3", "move a card: version, audit, outbox", here.move(), here.touch(), "≤ 15 ms")
    yield Row(
        "S4",
        "list: filter, sort, count, 80 rows",
        here.page("pipeline/table/?status=open&sort=-amount"),
        here.limit(here.list_sql()),
        "≤ 25 ms, 6 q",
    )
    yield Row("S5", "the same, 400 pages deep", here.deep_page(), here.limit(here.list_sql()), "≤ 1.2 × S4")
    yield Row("S6", "global search, a keystroke", here.search(), here.lookup_sql(), "p95 ≤ 20 ms")
    yield Row(
        "S7", "record page with its timeline", here.record(), here.limit(here.lookup_sql()), "≤ 30 ms, 12 q"
    )
    yield Row("S10", "API create", here.api_create(), here.touch(), "≤ 6.7 ms (150/s)")
    yield Row(
        "S11", "API bulk upsert, 500 rows", here.api_upsert(), here.bulk_insert(500), "≤ 167 ms (3,000/s)"
    )
    yield Row(
        "S12", "CSV import, 5,000 rows", here.csv_import(), here.bulk_insert(5_000), "≤ 1,000 ms (5,000/s)"
    )
    yield Row("S13", "CSV export, 10,000 rows", here.csv_export(), here.raw_export(), "≤ 200 ms (50,000/s)")
    yield Row("S14", "first load, style and script", here.first_load(), lambda: None, "≤ 60 KB")


class _Here:
    """The data set, somebody who manages it and somebody who sells."""

    def __init__(self) -> None:
        self.workspace = Workspace.objects.get(code=CODE)
        self.actor = system_actor(self.workspace)
        self.manager = self._signed_in(self.actor.member)
        self.seller = self._signed_in(self._seller())
        self.pipeline = Pipeline.objects.filter(workspace=self.workspace).order_by("position")[0]
        self.dice = random.Random(7)

    def _seller(self) -> Member:
        member = (
            Member.objects.select_related("workspace", "team")
            .filter(workspace=self.workspace)
            .exclude(team=None)
            .order_by("pk")[0]
        )
        if member.user is None:
            member.user = User.objects.get_or_create(email="seller@bench.example")[0]
            member.save(update_fields=["user"])
        return member

    def _signed_in(self, member: Member) -> Client:
        client = Client()
        assert member.user is not None  # noqa: S101  both were given one
        client.force_login(member.user, backend=BACKEND)
        return client

    def page(self, path: str, *, seller: bool = False) -> Callable[[], bytes]:
        client, address = self.seller if seller else self.manager, f"/w/{CODE}/{path}"

        def ask() -> bytes:
            response = client.get(address)
            if response.status_code != 200:
                raise RuntimeError(f"{address} answered {response.status_code}")
            return bytes(response.content)

        return ask

    def deep_page(self) -> Callable[[], bytes]:
        """A page far down, reached by its cursor as a person would have got it."""
        from saphan.pipeline.lists import OPPORTUNITIES
        from saphan.pipeline.queries import opportunities_for
        from saphan.workspace.listing import Ask

        rows, ask = opportunities_for(self.actor), Ask({"status": "open"}, "-amount", limit=80)
        narrowed = OPPORTUNITIES.narrowed(rows, self.actor, ask.filters)
        place = min(400 * 80, narrowed.count() - 100)
        order = OPPORTUNITIES.order("-amount", "en")
        last = narrowed.order_by("-reporting_minor", "-pk")[place]
        return self.page(f"pipeline/table/?status=open&sort=-amount&after={order.cursor(last)}")

    def record(self) -> Callable[[], bytes]:
        code = (
            Opportunity.objects.filter(workspace=self.workspace)
            .order_by("pk")
            .values_list("code", flat=True)[17]
        )
        return self.page(f"deals/{code}/")

    def search(self) -> Callable[[], bytes]:
        words = cycle(SEARCHES)
        return lambda: repr(find(self.actor, next(words))).encode()

    def move(self) -> Callable[[], bytes]:
        deal = Opportunity.objects.filter(workspace=self.workspace, status="open").order_by("pk")[3]
        stages = cycle(self.pipeline.stages.order_by("position").values_list("code", flat=True)[1:3])

        def act() -> bytes:
            address = f"/w/{CODE}/deals/{deal.code}/move/"
            response = self.manager.post(address, {"stage": next(stages), "override": "bench"})
            if response.status_code != 200:
                raise RuntimeError(f"{address} answered {response.status_code}")
            return bytes(response.content)

        return act

    def _api(self, method: str, path: str, body: Any) -> bytes:
        if not hasattr(self, "_token"):
            made = create_token(actor=self.actor, name="bench", scopes=list(Right))
            self._token = made.secret  # type: ignore[attr-defined]  # shown once, on the fresh record
        send = getattr(Client(), method)
        response = send(
            f"/api/v1/{path}",
            body,
            content_type="application/json",
            HTTP_AUTHORIZATION=f"Bearer {self._token}",
        )
        if response.status_code >= 400:
            raise RuntimeError(f"{path} answered {response.status_code}: {response.content[:200]!r}")
        return bytes(response.content)

    def api_create(self) -> Callable[[], bytes]:
        stage, numbers = self.pipeline.stages.order_by("position")[1].code, count()
        return lambda: self._api(
            "post", "opportunities", {"name": f"By API {next(numbers)}", "stage": stage, "currency": "USD"}
        )

    def api_upsert(self) -> Callable[[], bytes]:
        stage, numbers = self.pipeline.stages.order_by("position")[1].code, count()

        def act() -> bytes:
            rows = [
                {
                    "external_id": f"U{next(numbers)}-{os.getpid()}",
                    "name": "Upsert",
                    "stage": stage,
                    "currency": "USD",
                }
                for _ in range(500)
            ]
            return self._api("post", "bulk/opportunities/upsert", {"rows": rows})

        return act

    def csv_import(self) -> Callable[[], bytes]:
        from saphan.exchange.engine import apply
        from saphan.exchange.runs import save_mapping, start_run

        accounts = list(self.workspace_accounts())
        stage, numbers = self.pipeline.stages.order_by("position")[1].name, count()

        def act() -> bytes:
            lines = ["key,name,client,owner,stage,created,amount"]
            for _ in range(5_000):
                number = next(numbers)
                lines.append(
                    f"I{os.getpid()}-{number},Import {number},{accounts[number % len(accounts)]},Seller {number % 50 + 1},"
                    f"{stage},2025-0{number % 9 + 1}-1{number % 9},{number}.50"
                )
            run = start_run(self.actor, "opportunities", "bench.csv", io.BytesIO("\n".join(lines).encode()))
            columns = {
                "key": "external_id", "name": "name", "client": "account", "owner": "owner", "stage": "stage",
                "created": "created_on", "amount": "amount",
            }  # fmt: skip
            save_mapping(run, {"columns": columns, "date_order": "ymd", "pipeline": self.pipeline.name})
            done = apply(run, self.actor)
            if done.created != 5_000:
                raise RuntimeError(f"imported {done.created}, {done.bad} bad")
            return b""

        return act

    def workspace_accounts(self) -> Iterator[str]:
        from saphan.clients.models import Account

        yield from Account.objects.filter(workspace=self.workspace).values_list("code", flat=True)[:2_000]

    def csv_export(self) -> Callable[[], bytes]:
        def act() -> bytes:
            from saphan.exchange.export import export_rows

            pieces = export_rows(self.actor, "opportunities", {}, [], "csv")
            for _piece in islice(pieces, 5):  # of 2,000 rows each
                pass
            return b""

        return act

    def first_load(self) -> Callable[[], bytes]:
        names = [f"built/{name}" for name in FIRST_LOAD] + ["django_htmx/htmx-4.min.js"]
        files = [Path(str(found)) for name in names if (found := finders.find(name))]
        return lambda: b"".join(file.read_bytes() for file in files)

    def _sql(self, statement: str, *values: Any) -> Callable[[], object]:
        def ask() -> object:
            with connection.cursor() as cursor:
                cursor.execute(statement, values)
                return cursor.fetchall()

        return ask

    def board_sql(self) -> Callable[[], object]:
        sums = self._sql(
            "SELECT stage_id, count(*), sum(reporting_minor) FROM pipeline_opportunity WHERE workspace_id = %s "
            "AND pipeline_id = %s AND status = 'open' AND removed_at IS NULL GROUP BY stage_id",
            self.workspace.pk, self.pipeline.pk,
        )  # fmt: skip
        return lambda: (sums(), self.list_sql()())

    def limit(self, sql: Callable[[], object]) -> Callable[[], object]:
        return least_page(self.manager, CODE, sql)

    def list_sql(self) -> Callable[[], object]:
        return self._sql(
            "SELECT id, code, name, reporting_minor FROM pipeline_opportunity WHERE workspace_id = %s AND status = 'open' "
            "AND removed_at IS NULL ORDER BY reporting_minor DESC, id DESC LIMIT 80", self.workspace.pk,
        )  # fmt: skip

    def lookup_sql(self) -> Callable[[], object]:
        return self._sql(
            "SELECT * FROM pipeline_opportunity WHERE workspace_id = %s AND code = 'D-18'", self.workspace.pk
        )

    def touch(self) -> Callable[[], object]:
        return self._sql_write(
            "UPDATE pipeline_opportunity SET pushes = pushes WHERE workspace_id = %s AND code = 'D-18'"
        )

    def _sql_write(self, statement: str) -> Callable[[], object]:
        def write() -> object:
            with connection.cursor() as cursor:
                return cursor.execute(statement, [self.workspace.pk])

        return write

    def bulk_insert(self, rows: int) -> Callable[[], object]:
        """The same number of opportunities by the ORM's bulk insert: no journal, no search, no look-ups."""
        stage, numbers = self.pipeline.stages.order_by("position")[0], count()

        def write() -> object:
            now = f"R{os.getpid()}-{next(numbers)}"
            with transaction.atomic():
                made = [
                    Opportunity(
                        workspace=self.workspace, code=f"{now}-{n}", created_at=0, name=f"Raw {n}", pipeline=self.pipeline,
                        stage=stage, stage_since=0, currency="USD", amount_minor=n * 100, external_id=f"{now}-{n}",
                    )
                    for n in range(rows)
                ]  # fmt: skip
                Opportunity.objects.bulk_create(made)
                transaction.set_rollback(True)
            return None

        return write

    def raw_export(self) -> Callable[[], object]:
        return self._sql(
            "SELECT code, name, amount_minor, currency, closed_on FROM pipeline_opportunity LIMIT 10000"
        )
