"""Pages of a round: replying for an organisation, reading for the committee."""
