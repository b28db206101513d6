//! Getting in and out, and what users keep of themselves.
