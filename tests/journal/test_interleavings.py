"""However two people's saves interleave, no acknowledged field is lost and no untouched field reverts."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saphan.core.errors import Clash
from saphan.pipeline.actions import create_opportunity, update_opportunity
from saphan.pipeline.models import Opportunity
from tests.story import Story

FIELDS = ("name", "need", "operation", "value", "source")
# 10,000 interleavings when asked for; a few hundred on every run.
EXAMPLES = int(os.environ.get("SAPHAN_INTERLEAVINGS", "150"))

edits = st.lists(
    st.tuples(
        st.sampled_from(["ploy", "dao"]),
        st.booleans(),  # whether the person opens the form anew before saving
        st.dictionaries(
            st.sampled_from(FIELDS), st.text("abc", min_size=1, max_size=3), min_size=1, max_size=3
        ),
    ),
    max_size=8,
)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=edits)
def test_what_was_acknowledged_stays_until_somebody_changes_that_very_field(
    story: Story, edits: list
) -> None:  # type: ignore[type-arg]
    deal = create_opportunity(actor=story.ploy, name="start", stage=story.stage("Qualify"))
    acknowledged = {field: getattr(deal, field) for field in FIELDS}
    opened = {"ploy": deal.version, "dao": deal.version}
    for person, opens_anew, changes in edits:
        present = Opportunity.objects.get(pk=deal.pk)
        if opens_anew:
            opened[person] = present.version
        try:
            saved = update_opportunity(
                deal, actor=story.cast[person], changes=changes, version=opened[person]
            )
        except Clash:
            pass
        else:
            acknowledged.update(changes)
            opened[person] = saved.version
        present.refresh_from_db()
        assert {field: getattr(present, field) for field in FIELDS} == acknowledged
