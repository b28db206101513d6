//! Searching what was said: how text is compared, how a question is read, which passage answers it.
//!
//! Text is folded by us ([`fold`]) and cut into words by us ([`mod@words`]), when it is indexed and when it is asked for, so
//! that both agree whatever the script. A question ([`Query`]) is words, phrases and operators; what is found is shown as
//! a [`Passage`] with the words marked.

mod facts;
mod fold;
mod passage;
mod query;
mod suggest;
mod words;

pub use facts::{Fact, facts};
pub use fold::folded;
pub use passage::{Mark, Passage, passage};
pub use query::{Alternative, CHARS_MAX, Query, Said, Term, parse};
pub use suggest::{OPERATORS, Operator, Typed, typed};
pub use words::{Word, indexed, phone_digits, words};
