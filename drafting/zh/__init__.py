"""What is only about Chinese."""
