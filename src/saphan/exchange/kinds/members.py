"""Colleagues and their teams. Somebody imported owns records but does not sign in until invited."""

from __future__ import annotations

from saphan.administration.actions import NewMember, create_members, create_team
from saphan.core.errors import RuleBroken
from saphan.core.reading import TableRow
from saphan.core.reading.columns import Kind as Cells
from saphan.core.text import fold
from saphan.exchange.kinds import lookups
from saphan.exchange.kinds.base import ImportField, Outcome, Problem, Values, words_of
from saphan.exchange.kinds.named import NamedInParts
from saphan.workspace.models import Team
from saphan.workspace.terms import Role

ROLES = {
    Role.DIRECTOR: ("director", "manager", "总监", "经理", "ผู้อำนวยการ", "ผู้จัดการ"),
    Role.AE: ("ae", "account executive", "sales", "sales agent", "客户执行", "销售", "ผู้จัดการบัญชีลูกค้า"),
    Role.TEAM_MEMBER: ("team_member", "team member", "团队成员", "ทีมงาน"),
    Role.FINANCE: ("finance", "财务", "การเงิน"),
    Role.READER: ("reader", "只读", "ผู้อ่าน"),
}


class Members(NamedInParts):
    KEY = "members"
    NOUNS = ("employee", "user", "agent", "member", "owner")
    FIELDS = (
        ImportField("name", ("Name", "Full name", "Sales agent", "Agent", "User", "姓名", "ชื่อ", "พนักงานขาย"), required=True, longest=120, instead=("first_name", "last_name", "email")),
        ImportField("first_name", ("First name", "FirstName", "Given name", "名", "ชื่อจริง"), longest=60),
        ImportField("last_name", ("Last name", "LastName", "Surname", "Family name", "姓", "นามสกุล"), longest=60),
        ImportField("email", ("E-mail", "Email address", "邮箱", "อีเมล"), Cells.EMAIL, longest=200),
        ImportField("title", ("Job title", "职位", "ตำแหน่ง"), longest=120),
        ImportField("role", ("Role", "Profile", "角色", "บทบาท"), Cells.CHOICE, words=words_of(ROLES)),
        ImportField("team", ("Team", "Manager", "Team name", "团队", "ทีม"), longest=120),
        ImportField("parent_team", ("Department", "Office", "Regional office", "部门", "แผนก", "สำนักงาน"), longest=120),
    )  # fmt: skip

    def load(self) -> None:
        self.known = lookups.members(self.actor)
        self.teams = lookups.teams(self.actor)

    def plan(self, rows: list[tuple[TableRow, Values]], outcome: Outcome) -> list[Values]:
        fresh: list[Values] = []
        for row, values in rows:
            if self._known(values) is not None:
                outcome.known += 1
            elif not self.first_time(fold(values.get("email") or values["name"])):
                outcome.problems.append(Problem(row, "row.repeated", "name", {"text": values["name"]}))
            elif self._has_role(row, values, outcome):
                fresh.append(values)
        outcome.created += len(fresh)
        return fresh

    def commit(self, plan: list[Values], outcome: Outcome) -> None:
        outcome.unchanged += outcome.known
        made = create_members([self._new(values) for values in plan], actor=self.actor)
        for member in made:
            for name in (member.code, member.email, member.name):
                self.known.add(name, member.pk)

    def _known(self, values: Values) -> int | None:
        return self.known.get(values["email"]) if values.get("email") else self.known.get(values["name"])

    def _has_role(self, row: TableRow, values: Values, outcome: Outcome) -> bool:
        try:
            values["role"] = _role(values.get("role"))
        except RuleBroken as error:
            outcome.problems.append(Problem(row, error.code, "role", error.values))
            return False
        return True

    def _new(self, values: Values) -> NewMember:
        return NewMember(
            name=values["name"], role=values["role"], email=values.get("email") or "", title=values.get("title") or "",
            team=self._team(values.get("team"), values.get("parent_team")),
        )  # fmt: skip

    def _team(self, name: str | None, parent_name: str | None) -> Team | None:
        """The team of that name, made with its parent where it is not there yet."""
        if not name:
            return self._team(parent_name, None) if parent_name else None
        known = self.teams.get(name)
        if known is not None:
            return Team.objects.get(pk=known)
        parent = self._team(parent_name, None) if parent_name else None
        made: Team = create_team(actor=self.actor, name=name, parent=parent)
        self.teams.add(name, made.pk)
        return made


def _role(text: str | None) -> str:
    if not text:
        return Role.AE.value
    plain = fold(text).strip()
    for role, words in ROLES.items():
        if plain in words:
            return role.value
    raise RuleBroken("field.not_a_choice", field="role", text=text, choices=[role.value for role in ROLES])
