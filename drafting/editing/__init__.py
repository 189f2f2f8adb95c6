"""An edited .docx read back."""
