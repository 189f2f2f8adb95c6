"""Files of any maker read as paragraphs and table rows."""
