"""A conversation as lived: a pure engine, the session that drives one practice, and the transcript it leaves."""
