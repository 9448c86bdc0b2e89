//! The AVIF encoder, behind one function and one name, so that another can take its place.
//!
//! The default needs nothing but Rust. The feature `libaom` takes the reference encoder, which is
//! ten times as fast for nearly the same bytes and looks, but needs a C compiler, `CMake` and `NASM` to build.

#[cfg(feature = "libaom")]
mod libaom;
#[cfg(not(feature = "libaom"))]
mod rav1e;

#[cfg(feature = "libaom")]
pub(super) use libaom::{RECIPE, SCALE, encode, seen};
#[cfg(not(feature = "libaom"))]
pub(super) use rav1e::{RECIPE, SCALE, encode, seen};
