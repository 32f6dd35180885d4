"""In and out: importers and exporters. They call actions like everyone else."""
