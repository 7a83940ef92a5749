"""Rules about the policies of an organization: service control policies and resource control policies."""
