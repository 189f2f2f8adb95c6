"""The phrase bank: wordings, collocations, and the choice among them."""
