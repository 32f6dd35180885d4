"""People at clients, each with a job there."""

from __future__ import annotations

from dataclasses import dataclass

from saphan.clients.models import Affiliation, Person
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups, titles
from saphan.exchange.kinds.base import ImportField, Outcome, Problem, Values
from saphan.exchange.kinds.named import NamedInParts
from saphan.exchange.terms import Existing
from saphan.journal import create_many, save_many

TEXTS = ("name_en", "name_zh", "name_th", "nickname", "honorific", "email", "phone", "external_id")


@dataclass
class Plan:
    """People to create with their rows, and rows of people who are here."""

    fresh: list[tuple[Person, Values]]
    again: list[tuple[int, Values]]


class People(NamedInParts):
    KEY = "people"
    NOUNS = ("contact", "person", "people")
    FIELDS = (
        ImportField(
            "name", ("Full name", "Name", "Contact", "Contact name", "姓名", "联系人", "ชื่อ", "ผู้ติดต่อ"), required=True, longest=160,
            instead=("first_name", "last_name", "name_en", "name_zh", "name_th", "email"),
        ),
        ImportField("first_name", ("First name", "FirstName", "Given name", "名", "ชื่อจริง"), longest=80),
        ImportField("last_name", ("Last name", "LastName", "Surname", "Family name", "姓", "นามสกุล"), longest=80),
        ImportField("external_id", ("Id", "Record ID", "Contact ID", "External ID"), longest=80),
        ImportField("name_en", ("English name", "英文名", "ชื่ออังกฤษ"), longest=160),
        ImportField("name_zh", ("Chinese name", "中文名", "ชื่อจีน"), longest=160),
        ImportField("name_th", ("Thai name", "泰文名", "ชื่อไทย"), longest=160),
        ImportField("nickname", ("Nickname", "昵称", "ชื่อเล่น"), longest=80),
        ImportField("honorific", ("Salutation", "Gender title", "称谓", "คำนำหน้า"), longest=40),
        ImportField("email", ("E-mail", "Email address", "email_work", "邮箱", "อีเมล"), Cells.EMAIL, longest=200),
        ImportField("phone", ("Phone number", "Mobile", "MobilePhone", "phone_work", "电话", "手机", "โทรศัพท์"), Cells.PHONE, longest=60),
        ImportField(
            "account", titles.CLIENT,
            Cells.RELATION, relation="account",
        ),
        ImportField("job_title", ("Title", "Job title", "职位", "ตำแหน่ง"), longest=160),
        ImportField("owner", ("Owner", *titles.OWNER), Cells.RELATION, relation="owner"),
    )  # fmt: skip

    def load(self) -> None:
        self.relations = {"owner": lookups.members(self.actor), "account": lookups.accounts(self.actor)}
        mine = Person.objects.filter(workspace_id=self.actor.workspace_id, removed_at=None, merged_into=None)
        rows = mine.order_by("pk").values_list("pk", "external_id", "email")
        self.known = {fold(key): pk for pk, *keys in rows for key in keys if key}

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> Plan:
        plan = Plan([], [])
        for row, values in rows:
            key = values.get("external_id") or values.get("email") or ""
            known = self._known(values)
            if known is not None:
                plan.again.append((known, values))
            elif not self.first_time(fold(key)):
                outcome.problems.append(Problem(row, "row.repeated", "email", {"text": key}))
            else:
                plan.fresh.append((self._record(values), values))
        outcome.created += len(plan.fresh)
        outcome.known += len(plan.again)
        return plan

    def commit(self, plan: Plan, outcome: Outcome) -> None:
        create_many([person for person, _ in plan.fresh])
        for person, _ in plan.fresh:
            self.known |= {fold(key): person.pk for key in (person.external_id, person.email) if key}
        create_many([_job(person, values) for person, values in plan.fresh if values.get("account")])
        self._update(plan.again, outcome)

    def _known(self, values: Values) -> int | None:
        """The person with the row's key or address."""
        keys = (fold(key) for key in (values.get("external_id"), values.get("email")) if key)
        return next((self.known[key] for key in keys if key in self.known), None)

    def _record(self, values: Values) -> Person:
        texts = {name: values.get(name) or "" for name in TEXTS}
        return Person(name=values["name"], owner_id=values.get("owner"), **texts)

    def _update(self, again: list[tuple[int, Values]], outcome: Outcome) -> None:
        if self.mapping.existing == Existing.SKIP:
            outcome.unchanged += len(again)
            return
        records = Person.objects.select_for_update().in_bulk([pk for pk, _ in again])
        for pk, values in again:
            for name in ("name", *TEXTS):
                if values.get(name):
                    setattr(records[pk], name, values[name])
        changed = save_many(records.values(), ("name", *TEXTS))
        outcome.updated += len(changed)
        outcome.unchanged += len(again) - len(changed)


def _job(person: Person, values: Values) -> Affiliation:
    return Affiliation(
        person_id=person.pk, account_id=values["account"], job_title=values.get("job_title") or ""
    )
