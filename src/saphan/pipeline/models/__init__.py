"""Tables of the pipeline."""

from saphan.pipeline.models.lead import Lead, LeadAnswer, LeadCriterion
from saphan.pipeline.models.opportunity import Opportunity, OpportunityLine
from saphan.pipeline.models.stages import LostReason, Pipeline, Stage
from saphan.pipeline.models.target import Target

__all__ = [
    "Lead",
    "LeadAnswer",
    "LeadCriterion",
    "LostReason",
    "Opportunity",
    "OpportunityLine",
    "Pipeline",
    "Stage",
    "Target",
]
