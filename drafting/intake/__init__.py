"""Files of the user become a ReportInput."""
