"""From the paste to text that can be searched, with a way back to every pasted character."""
