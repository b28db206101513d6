//! The pocket Twilio: its own HTTP server, state and phone page, for the demo and the tests.
