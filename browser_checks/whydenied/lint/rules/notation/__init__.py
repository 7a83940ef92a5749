"""Rules about the notation of a document, before anybody asks what it says."""
