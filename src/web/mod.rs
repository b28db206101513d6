//! HTTP only: one route table, guards, pages, errors, live events, webhooks, API.
pub mod webhook;
