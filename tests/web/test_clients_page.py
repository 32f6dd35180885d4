"""One client: the page, its forms, and what they write."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saphan.clients.actions import (
    add_next_step,
    log_interaction,
    merge_accounts,
    set_stakeholder,
    update_account,
)
from saphan.clients.models import Account, Attachment, Interaction, NextStep, Person, Stakeholder
from saphan.journal.models import Change
from saphan.journal.undo import undo
from tests.clients.cast import harbour_foods, person_at, siam_tea
from tests.story import Story, on
from tests.web.test_clients_list import at, browser_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def queries(page: Client, address: str) -> int:
    page.get(address)
    with CaptureQueriesContext(connection) as caught:
        page.get(address)
    return len(caught)


def test_the_page_costs_at_most_fourteen_queries_whatever_there_is(story: Story) -> None:
    tea = siam_tea(story.ploy)
    page = browser_of(story, "ploy")
    person_at(tea, story.ploy)
    one = queries(page, at("detail", tea.code))
    for name in ("Anong", "Chai"):
        person = person_at(tea, story.ploy, name)
        set_stakeholder(tea, actor=story.ploy, person=person, role="champion", influence=4)
        add_next_step(tea, actor=story.ploy, what=f"Call {name}")
    for number in range(60):
        log_interaction(tea, actor=story.ploy, channel="call", words=f"Talk {number}", people=[person.pk])
    assert queries(page, at("detail", tea.code)) == one
    assert one <= 14  # thirteen of the page, one for what waits in all areas of the rail
    assert queries(page, at("timeline", tea.code)) <= 15


def test_the_timeline_shows_fifty_moments_and_leads_to_the_earlier_ones(story: Story) -> None:
    tea = siam_tea(story.ploy)
    for number in range(60):
        log_interaction(tea, actor=story.ploy, channel="call", subject=f"Talk {number}")
    page = browser_of(story, "ploy")
    first = page.get(at("timeline", tea.code))
    earlier = page.get(at("timeline", tea.code), {"before": first.context["after"]})
    assert [moment.day for moment in first.context["moments"]] == ["Today", *[""] * 49]
    titles = [moment.title for response in (first, earlier) for moment in response.context["moments"]]
    assert [title for title in titles if title.startswith("Talk")] == [f"Talk {n}" for n in range(59, -1, -1)]


def test_a_second_entry_of_a_company_is_warned_about_and_can_be_made_anyway(story: Story) -> None:
    siam_tea(story.ploy)
    page = browser_of(story, "ploy")
    sent = {"name": "Siam Tea Co., Ltd.", "status": "prospect"}
    assert [match["code"] for match in page.get(at("likely"), sent).context["matches"]] == ["C-1"]
    refused = page.post(at("new"), sent, headers=HTMX)
    assert refused.status_code == 422
    assert "This client seems to be there already: C-1." in refused.content.decode()
    assert Account.objects.count() == 1
    page.post(at("new"), {**sent, "despite_duplicates": "on"})
    assert sorted(Account.objects.values_list("name", flat=True)) == ["Siam Tea", "Siam Tea Co., Ltd."]


def test_only_touched_fields_are_saved_so_nobody_elses_change_reverts(story: Story) -> None:
    tea = siam_tea(story.ploy, industry="Tea")
    page = browser_of(story, "ploy")
    form = page.get(at("edit", tea.code)).context["form"]
    sent = {}
    for field in form:
        value = field.value()
        sent[field.html_name] = "" if value in (None, False) else str(value)
        sent[field.html_initial_name] = sent[field.html_name]
    update_account(tea, actor=story.dao, changes={"industry": "Beverages"})
    response = page.post(at("edit", tea.code), {**sent, "city": "Chiang Mai"})
    tea.refresh_from_db()
    assert response.status_code == 303
    assert (tea.city, tea.industry) == ("Chiang Mai", "Beverages")


def test_an_owner_from_a_day_on_stands_in_the_history_since_that_day(story: Story) -> None:
    with on("2026-01-05"):
        tea = siam_tea(story.ploy)
    with on("2026-06-16"):
        sent = {
            "name": tea.name, "initial-name": tea.name, "status": "prospect", "initial-status": "prospect",
            "owner": story.lin.member.pk, "initial-owner": story.ploy.member.pk, "effective_on": "2026-04-01",
            "version": tea.version,
        }  # fmt: skip
        page = browser_of(story, "dao")
        page.post(at("edit", tea.code), sent)
        spans = dict(page.get(at("detail", tea.code), {"tab": "history"}).context["spans"])
    assert [(span.value, span.since, span.until) for span in spans["Owner"]] == [
        ("Lin", "1 Apr 2026", ""), ("Ploy", "5 Jan 2026", "1 Apr 2026"),
    ]  # fmt: skip


def test_a_talk_and_the_next_step_are_written_down_in_one_go(story: Story) -> None:
    with on("2026-06-16"):
        tea = siam_tea(story.ploy)
        somchai = person_at(tea, story.ploy)
        sent = {
            "channel": "line", "direction": "both", "words": "ขอใบเสนอราคา", "people": [somchai.pk],
            "happened_at": "2026-06-15T18:30", "next_what": "Send the offer", "next_due": "2026-06-20",
        }  # fmt: skip
        browser_of(story, "ploy").post(at("log", tea.code), sent)
    talk, step = Interaction.objects.get(), NextStep.objects.get()
    assert (talk.channel, talk.words) == ("line", "ขอใบเสนอราคา")
    assert talk.happened_at == 1_781_523_000_000_000  # 15 June 2026, 18:30 in Bangkok is 11:30 UTC
    assert set(talk.participants.values_list("person_id", flat=True)) == {somchai.pk, None}
    assert (step.what, step.due_on, step.owner_id) == (
        "Send the offer",
        date(2026, 6, 20),
        story.ploy.member.pk,
    )


def test_who_finishes_a_step_plans_the_next_one(story: Story) -> None:
    tea = siam_tea(story.ploy)
    step = add_next_step(tea, actor=story.ploy, what="Call")
    sent = {
        "outcome": "They want a sample",
        "next_what": "Send a sample",
        "next_kind": "send",
        "next_due": "2026-07-01",
    }
    browser_of(story, "ploy").post(at("done_step", step.code), sent)
    step.refresh_from_db()
    following = NextStep.objects.exclude(pk=step.pk).get()
    assert (step.state, step.outcome) == ("done", "They want a sample")
    assert (following.what, following.due_on) == ("Send a sample", date(2026, 7, 1))


def test_what_a_person_means_is_set_once_and_changed_after(story: Story) -> None:
    tea = siam_tea(story.ploy)
    somchai = person_at(tea, story.ploy)
    page = browser_of(story, "ploy")
    for role, stance in (("influencer", "0"), ("decision_maker", "2")):
        page.post(at("set_stake", tea.code, somchai.code), {"role": role, "stance": stance, "influence": "5"})
    assert list(Stakeholder.objects.values_list("role", "stance", "influence")) == [("decision_maker", 2, 5)]
    row = page.get(at("detail", tea.code)).context["people"][0]
    assert (row.role, row.stance_mark, row.stance) == ("Decision maker", "+2", "For us")


def test_a_merge_keeps_the_chosen_entry_and_undo_brings_the_other_back(story: Story) -> None:
    tea, twin = siam_tea(story.ploy), harbour_foods(story.ploy)
    person_at(twin, story.ploy)
    browser_of(story, "ploy").post(at("merge"), {"pick": [tea.code, twin.code], "keep": tea.code})
    twin.refresh_from_db()
    assert twin.merged_into_id == tea.pk
    undo(Change.objects.order_by("-pk")[0], actor=story.ploy)
    twin.refresh_from_db()
    assert (twin.merged_into_id, twin.removed_at) == (None, None)


def test_a_client_cannot_be_merged_with_one_out_of_reach(story: Story) -> None:
    tea, lins = siam_tea(story.ploy), harbour_foods(story.lin)
    response = browser_of(story, "ploy").get(at("merge"), {"pick": [tea.code, lins.code]})
    assert response.status_code == 403
    with pytest.raises(Exception, match="out_of_reach"):
        merge_accounts(tea, actor=story.ploy, other=lins)


def test_a_file_is_kept_and_comes_back_only_as_a_download(story: Story) -> None:
    tea = siam_tea(story.ploy)
    page = browser_of(story, "ploy")
    page.post(at("upload", tea.code), {"file": SimpleUploadedFile("บรีฟ.txt", "ชา".encode())})
    kept = Attachment.objects.get()
    response = page.get(at("file", kept.code))
    assert b"".join(response.streaming_content) == "ชา".encode()
    assert response.headers["Content-Disposition"].startswith("attachment;")


def test_a_person_changes_company_and_keeps_one_history(story: Story) -> None:
    with on("2026-06-16"):
        tea, foods = siam_tea(story.ploy), harbour_foods(story.ploy)
        somchai = person_at(tea, story.ploy)
        sent = {
            "account": f"Harbour Foods · {foods.code}",
            "job_title": "CMO",
            "from_date": "2026-06-01",
            "ends_others": "on",
        }
        page = browser_of(story, "ploy")
        page.post(at("take_job", somchai.code), sent)
        jobs = page.get(at("person", somchai.code)).context["jobs"]
    assert [(job["account"].name, job["title"], job["until"]) for job in jobs] == [
        ("Harbour Foods", "CMO", ""), ("Siam Tea", "", "1 Jun 2026"),
    ]  # fmt: skip


def test_a_new_person_comes_with_a_job_and_a_way_to_reach_them(story: Story) -> None:
    tea = siam_tea(story.ploy)
    sent = {
        "name": "สมชาย ใจดี",
        "name_en": "Somchai Jaidee",
        "line": "somchai",
        "job_title": "CEO",
        "account": tea.code,
    }
    browser_of(story, "ploy").post(f"{at('new_person')}?client={tea.code}", sent)
    person = Person.objects.get()
    assert (person.name_en, person.channels) == ("Somchai Jaidee", {"line": "somchai"})
    assert [(job.account_id, job.job_title) for job in person.affiliations.all()] == [(tea.pk, "CEO")]


def test_somebody_who_may_only_read_sees_no_way_to_change(story: Story) -> None:
    tea = siam_tea(story.ploy)
    html = browser_of(story, "rit").get(at("detail", tea.code)).content.decode()
    assert at("edit", tea.code) not in html
    assert at("log", tea.code) not in html


def test_a_pinned_client_stands_in_the_rail(story: Story) -> None:
    tea = siam_tea(story.ploy)
    page = browser_of(story, "ploy")
    page.post(at("pin", tea.code), {"value": "yes"})
    assert [account.code for account in page.get(at("list")).context["pins"]] == [tea.code]
    page.post(at("pin", tea.code), {"value": "no"})
    assert list(page.get(at("list")).context["pins"]) == []


def test_a_talk_written_down_wrongly_is_corrected_from_the_page_of_who_took_part(story: Story) -> None:
    tea = siam_tea(story.ploy)
    somchai = person_at(tea, story.ploy)
    talk = log_interaction(tea, actor=story.ploy, channel="call", words="Bugdet", people=[somchai.pk])
    page = browser_of(story, "ploy")
    address = at("edit_talk", talk.code)
    assert address in page.get(at("person", somchai.code)).content.decode()
    form = page.get(address).context["form"]
    known = {field: field.value() for field in form if field.value() not in (None, "", False)}
    sent = {field.html_name: value for field, value in known.items()}
    sent |= {field.html_initial_name: value for field, value in known.items()}
    assert page.post(address, {**sent, "words": "Budget"}).status_code == 303
    talk.refresh_from_db()
    assert talk.words == "Budget"
    assert set(talk.participants.values_list("person_id", flat=True)) == {somchai.pk, None}
