//! Pure decisions: no I/O, no clock, no randomness, no async, no SQL, no HTTP, no vendor words.
//!
//! Everything here takes facts and `now` and returns a value. That is what lets one table of cases
//! stand for a rule, and what lets every page, API call and background job ask the same question
//! and get the same answer.

pub mod address;
pub mod assignment;
pub mod automatic;
pub mod beside;
pub mod bot;
pub mod broadcast;
pub mod capacity;
pub mod carried;
pub mod certificate;
pub mod closest;
pub mod compose;
pub mod condition;
pub mod consent;
pub mod consult;
pub mod conversation;
pub mod deletion;
pub mod delivery;
pub mod event;
pub mod finding;
pub mod first_steps;
pub mod formatting;
pub mod health;
pub mod hooks;
pub mod hours;
pub mod ids;
pub mod in_use;
pub mod inbound;
pub mod language;
pub mod list;
pub mod media;
pub mod message;
pub mod note;
pub mod offer;
pub mod opt_in;
pub mod outgoing_webhook;
pub mod overflow;
pub mod pattern;
pub mod permission;
pub mod place;
pub mod placeholder;
pub mod planned_message;
pub mod preferences;
pub mod presence;
pub mod queue;
pub mod quick_reply;
pub mod refusal;
pub mod region;
pub mod report;
pub mod rule;
pub mod sandbox;
pub mod skill;
pub mod survey;
pub mod tag;
pub mod template;
pub mod text;
pub mod throttle;
pub mod time;
pub mod trace;
pub mod user;
pub mod variable;
pub mod window;
pub mod workstream;
