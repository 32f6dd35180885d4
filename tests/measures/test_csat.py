"""How satisfied clients say they are, worked out by hand."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction

import duckdb
import pytest
from django.db import connection

from saphan.clients.actions import assign_owner, create_account
from saphan.clients.models import Account
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.exchange.engine import apply
from saphan.extend.actions import create_survey, note_answer, note_invitation, remove_answer, update_answer
from saphan.extend.models import Survey, SurveyAnswer
from tests.exchange.test_import import bring
from tests.measures.deals import asked, figure
from tests.measures.maven import maven_table
from tests.story import Story, micros, on


@pytest.fixture
def survey(story: Story) -> Survey:
    with on("2026-01-01"):
        created: Survey = create_survey(actor=story.dao, name="After delivery")
    return created


def client(story: Story, name: str = "Siam Tea") -> Account:
    with on("2026-01-02"):
        created: Account = create_account(
            actor=story.olan, name=name, owner=story.ploy.member, despite_duplicates=True
        )
    return created


def said(
    story: Story, survey: Survey, account: Account, score: int, day: str = "2026-02-10", **more: object
) -> SurveyAnswer:
    with on(day):
        noted: SurveyAnswer = note_answer(
            actor=story.ploy,
            survey=survey,
            account=account,
            score=score,
            answered_on=date.fromisoformat(day),
            **more,
        )
    return noted


@pytest.fixture
def five_of_eight(story: Story, survey: Survey) -> Story:
    """Eight clients were asked; five answered 5, 4, 4, 3 and 1."""
    for number, score in enumerate((5, 4, 4, 3, 1, None, None, None)):
        account = client(story, f"Client {number}")
        with on("2026-02-01"):
            asked_them = note_invitation(
                actor=story.ploy, survey=survey, account=account, delivered_on=date(2026, 2, 1)
            )
        if score:
            said(story, survey, account, score, invitation=asked_them)
    return story


def test_three_of_five_are_satisfied(five_of_eight: Story) -> None:
    answer = asked(five_of_eight, "csat", "2026-Q1", rows=9)
    assert figure(answer) == Fraction(3, 5)
    assert answer.measured.interval is not None
    assert round(float(answer.measured.interval.low) * 100, 1) == 23.1
    assert round(float(answer.measured.interval.high) * 100, 1) == 88.2
    assert answer.measured.companions["answer_rate"].value == Fraction(5, 8)
    assert {row.outcome for row in answer.rows} == {"satisfied", "not_satisfied"}


def test_the_mean_stands_apart(five_of_eight: Story) -> None:
    assert figure(asked(five_of_eight, "csat_mean", "2026-Q1")) == Fraction(17, 5)
    assert figure(asked(five_of_eight, "csat_mean", "2026-Q1", params={"scale": "7"})) == "no_denominator"


def test_scales_keep_their_thresholds_and_never_share_a_mean(story: Story, survey: Survey) -> None:
    ten = create_survey(actor=story.dao, name="Yearly", scale=10)
    account = client(story)
    said(story, ten, account, 8)
    said(story, survey, account, 4)
    assert figure(asked(story, "csat", "2026-Q1")) == Fraction(1, 2)
    mean = asked(story, "csat_mean", "2026-Q1")
    assert (figure(mean), dict(mean.measured.excluded)) == (4, {"other_scale": 1})


def test_the_latest_answer_of_each_client_by_choice(story: Story, survey: Survey) -> None:
    account = client(story)
    said(story, survey, account, 1, "2026-01-10")
    said(story, survey, account, 5, "2026-03-01")
    assert figure(asked(story, "csat", "2026-Q1")) == Fraction(1, 2)
    assert figure(asked(story, "csat", "2026-Q1", params={"answers": "latest"})) == 1


def test_credit_stays_with_who_looked_after_the_client_then(story: Story, survey: Survey) -> None:
    account = client(story)
    said(story, survey, account, 5, "2026-02-10")
    with on("2026-03-01"):
        assign_owner(account, actor=story.olan, owner=story.wei.member)
    groups = {g.label: g.measured.num for g in asked(story, "csat", "2026-Q1", by="owner").groups}
    assert groups == {"Ploy": 1}
    assert asked(story, "csat", "2026-Q1", by_actor=story.wei).measured.den == 0


def test_an_answer_taken_away_is_listed_and_an_older_report_keeps_it(story: Story, survey: Survey) -> None:
    account = client(story)
    wrong = said(story, survey, account, 1)
    said(story, survey, account, 5)
    with on("2026-04-01"):
        remove_answer(wrong, actor=story.ploy)
    answer = asked(story, "csat", "2026-Q1")
    assert (figure(answer), dict(answer.measured.excluded)) == (1, {"duplicate": 1})
    assert figure(asked(story, "csat", "2026-Q1", known_at=micros(2026, 3, 31))) == Fraction(1, 2)


def test_a_correction_moves_the_answer_to_its_day(story: Story, survey: Survey) -> None:
    noted = said(story, survey, client(story), 1, "2026-04-02")
    with on("2026-04-03"):
        update_answer(noted, actor=story.ploy, changes={"score": 5, "answered_on": date(2026, 3, 31)})
    assert [figure(asked(story, "csat", f"2026-Q{q}")) for q in (1, 2)] == [1, "no_denominator"]


def test_what_cannot_be_true_is_refused_and_changes_nothing(
    story: Story, survey: Survey, other_story: Story
) -> None:
    account = client(story)
    with pytest.raises(RuleBroken, match="score_off_scale"):
        said(story, survey, account, 6)
    with pytest.raises(RuleBroken, match="in_future"), on("2026-02-01"):
        note_answer(actor=story.ploy, survey=survey, account=account, score=5, answered_on=date(2026, 2, 2))
    for stranger in (story.wei, story.rit, other_story.krit):
        with pytest.raises((NotAllowed, RuleBroken)), on("2026-02-01"):
            note_answer(actor=stranger, survey=survey, account=account, score=5, answered_on=date(2026, 1, 9))
    assert not SurveyAnswer.objects.exists()


def test_the_figure_is_what_plain_sql_says(five_of_eight: Story) -> None:
    answer = asked(five_of_eight, "csat", "2026-Q1").measured
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(CASE WHEN a.score >= s.threshold THEN 1 ELSE 0 END), count(*) FROM extend_surveyanswer a"
            " JOIN extend_survey s ON s.id = a.survey_id WHERE a.removed_at IS NULL"
            " AND a.answered_on >= '2026-01-01' AND a.answered_on < '2026-04-01'"
        )
        assert (answer.num, answer.den) == cursor.fetchone()


def test_residents_of_copenhagen_brought_in_through_the_product(story: Story) -> None:
    """1,681 residents said low, medium or high; high is the satisfied answer."""
    path = maven_table("copenhagen_housing")
    if path is None:
        pytest.skip("the survey of Copenhagen is not among the samples: SAPHAN_SAMPLES names where it lies")
    with on("1976-01-01"):
        create_survey(actor=story.dao, name="Housing")
    cells = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    lines = ["Survey,Client,Rating,Date"]
    for cell in cells:
        lines += [f"Housing,{cell['Type']},{cell['Sat']},1976-03-01"] * int(cell["Freq"])
    run = bring(
        story, "\n".join(lines), "survey_answers",
        columns={"Survey": "survey", "Client": "account", "Rating": "score", "Date": "answered_on"},
        answers={"score": {"Low": "1", "Medium": "3", "High": "5"}}, create=["account"],
    )  # fmt: skip
    done = apply(run, story.dao)
    assert (done.created, done.bad) == (1_681, 0)
    answer = asked(story, "csat", "1976")
    table = duckdb.connect()
    table.execute("CREATE TABLE cell AS SELECT * FROM read_csv($path)", {"path": str(path)})
    told = table.execute("SELECT sum(Freq) FILTER (Sat = 'High'), sum(Freq) FROM cell").fetchone()
    assert (answer.measured.num, answer.measured.den) == told == (668, 1_681)
