"""From a lead to a decision: qualification, pipelines and stages, opportunities."""
