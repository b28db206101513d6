//! Angelia: a shared WhatsApp inbox for small teams, in one binary with one SQLite file.
//!
//! The rings, from the inside out: [`domain`] decides, [`store`] keeps, [`twilio`] speaks to the vendor,
//! [`flows`] are the write operations where those meet, [`web`] is HTTP. [`emulator`] is a pocket Twilio
//! that shares nothing with the rest but the signature. `docs/ARCHITECTURE.md` is the map.

pub mod app;
pub mod bell;
pub mod caller;
pub mod cli;
pub mod clock;
pub mod config;
pub mod demo;
pub mod domain;
pub mod emulator;
pub mod flows;
pub mod folder;
pub mod looking;
pub mod pages;
pub mod password;
pub mod proxies;
pub mod random;
pub mod reach;
pub mod room;
pub mod scanner;
pub mod scheduler;
pub mod signers;
pub mod staging;
pub mod startup;
pub mod store;
pub mod telemetry;
pub mod twilio;
pub mod vault;
pub mod web;
