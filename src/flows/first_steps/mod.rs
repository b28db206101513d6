//! The list of first steps: only whether it is shown can be changed; what is done is known from the facts.

pub mod hide;
