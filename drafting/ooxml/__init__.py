"""What is only about Office files: packages, markup, safe saving."""
