"""Reading IAM policies: documents in the paste, their type, what is wrong with them."""
