"""Many reports at once: how alike they are, what one took from another, what differs."""
