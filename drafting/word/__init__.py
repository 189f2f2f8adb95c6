"""Draft -> .docx, web page, PDF."""
