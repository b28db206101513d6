//! The settings: what only admins see.
