# Workstreams: list, tabs, settings.
workstreams-copy-of = Copy of{" "}
