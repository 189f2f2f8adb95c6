"""A report and its notes checked: ReportInput in, Checked out."""
