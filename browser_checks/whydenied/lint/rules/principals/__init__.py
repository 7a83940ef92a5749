"""Rules about Principal and NotPrincipal."""
