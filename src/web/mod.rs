//! HTTP only: one route table, guards, pages, errors, live events, webhooks, API.
//!
//! A request passes [`mount`] first, which alone knows of a path in the public URL, then [`context`]: it finds out once who asks, in which language and time zone, and
//! turns errors into pages on the way back. Handlers take a guard, read a view or call a flow through
//! [`page::blocking`], and answer with a page struct. `routes.rs` is the whole surface.

pub mod admin;
pub mod agent;
pub mod api;
pub mod assets;
pub mod auth;
pub mod board;
pub mod broadcasts;
pub mod commands;
pub mod contacts;
mod context;
pub mod cookies;
pub mod demo;
pub mod desk;
pub mod error;
pub mod form;
pub mod formatted;
pub mod guards;
pub mod headers;
pub mod health;
pub mod i18n;
pub mod install;
pub mod live;
pub mod media;
pub mod mount;
pub mod origin;
pub mod page;
pub mod peer;
pub mod presence_words;
pub mod public;
pub mod qr;
pub mod quick_replies;
pub mod routes;
pub mod rule_words;
pub mod server;
pub mod shell;
pub mod standing;
pub mod surveys;
pub mod time;
pub mod time_field;
pub mod try_text;
pub mod upload;
pub mod webhook;
pub mod why;

pub use server::{configure, server};
