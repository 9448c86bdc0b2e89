//! Gevel turns a folder of YAML into landing pages for real-estate projects.
//!
//! The journey, in order:
//!
//! 1. [`source`] reads files as written, every value with its place;
//! 2. [`project`] turns them into checked types and notes every [`problem`]; [`law`] says what an advertisement must
//!    carry, [`notice`] what visitors must be told;
//! 3. [`page`] makes plain data for each page and language, [`mod@format`] writes numbers as that language does;
//! 4. [`photo`] makes pictures, kept by content; [`share`] draws on one; [`color`] derives a palette from one accent;
//! 5. [`theme`] and [`render`] give pages their look, [`compose`] puts a [`site`] together;
//! 6. [`brochure`] typesets a project for paper; [`output`] writes it, or [`preview`] serves it, with a [`desk`] that takes enquiries.
//!
//! [`commands`] are the recipes, [`cli`] is what a person types.

pub mod source;

pub mod problem;

pub mod project;

pub mod law;

pub mod notice;

pub mod markdown;

pub mod format;

pub mod page;

pub mod photo;

pub mod share;

pub mod share_picture;

pub mod color;

pub mod theme;

pub mod render;

pub mod headers;

pub mod site;

pub mod edge;

pub mod compose;

pub mod brochure;

pub mod output;

pub mod preview;

pub mod desk;

pub mod cli;

pub mod commands;

mod nearest;
