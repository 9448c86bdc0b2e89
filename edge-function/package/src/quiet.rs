//! Takes out of a module what only a panic would say. Its words are for nobody: they may quote what a visitor wrote, so
//! they are never logged, and the platform itself tells in which functions an instance ended. Yet they are a tenth of
//! the module: each place that may panic has its file and line, its words, and the way to put values into them.
//!
//! Functions of the standard library that never return exist to say why. They are the last words: here they only end
//! the instance, which is how all of them end in any case. The steps that lead straight to them go too, and after that
//! whatever nobody names any more. Lengths stay as they are; what is empty now, the tool that comes next leaves out.

mod kept;
mod steps;

use std::ops::Range;

use anyhow::{Context as _, Result};
use rustc_demangle::demangle;

use crate::linked::{Linked, Symbol};
use kept::Kept;
use steps::{Steps, never_returns};

/// The operators of a way that does nothing but end the instance.
const UNREACHABLE: u8 = 0x00;
const NOP: u8 = 0x01;
const END: u8 = 0x0b;

/// The same module without what only a panic would say. Error: it is no module, or not as the linker leaves one that
/// it was asked for `--emit-relocs`.
pub(crate) fn quiet(module: &[u8]) -> Result<Vec<u8>> {
    let mut linked = Linked::read(module)?;
    let last_words = last_words(&linked)?;
    let is_last_word = |number| linked.own(number).and_then(|own| last_words.get(own)).copied().unwrap_or_default();
    let mut steps = Vec::with_capacity(linked.bodies.len());
    for (body, is_last) in linked.bodies.iter().zip(&last_words) {
        steps.push(if *is_last { Steps::default() } else { Steps::of(body, is_last_word)? });
    }
    let lost: Vec<_> = steps.iter().flat_map(|steps| steps.lost.iter().cloned()).collect();
    linked.overlook(&lost);
    let kept = Kept::of(&linked, &last_words, &steps)?;

    let mut quiet = module.to_vec();
    for place in lost {
        write(&mut quiet, place, |index, _| if index == 0 { UNREACHABLE } else { NOP })?;
    }
    for (body, stays) in linked.bodies.iter().zip(&kept.functions) {
        if !stays {
            write(&mut quiet, body.range(), |index, left| match (index, left) {
                // No variables of its own, and then at once the end.
                (0, _) => 0,
                (1, _) => UNREACHABLE,
                (_, 0) => END,
                _ => NOP,
            })?;
        }
    }
    for (symbol, stays) in linked.symbols.iter().zip(&kept.symbols) {
        if let (Symbol::Data { place, .. }, false) = (symbol, stays) {
            write(&mut quiet, place.clone(), |_, _| 0)?;
        }
    }
    // Pieces of data may share bytes; those of one that stays are as they were.
    for (symbol, stays) in linked.symbols.iter().zip(&kept.symbols) {
        if let (Symbol::Data { place, .. }, true) = (symbol, stays)
            && let (Some(bytes), Some(before)) = (quiet.get_mut(place.clone()), module.get(place.clone()))
        {
            bytes.copy_from_slice(before);
        }
    }
    Ok(without(&quiet, &linked.notes))
}

/// For each function of the module's own, whether it only says why the instance ends.
fn last_words(linked: &Linked<'_>) -> Result<Vec<bool>> {
    let mut last_words = vec![false; linked.bodies.len()];
    for symbol in &linked.symbols {
        if let Symbol::Function { number, name: Some(name), .. } = symbol
            && let Some(own) = linked.own(*number)
            && let (Some(body), Some(is_last_word)) = (linked.bodies.get(own), last_words.get_mut(own))
        {
            *is_last_word = is_of_the_standard_library(name) && never_returns(body)?;
        }
    }
    Ok(last_words)
}

fn is_of_the_standard_library(name: &str) -> bool {
    let name = format!("{:#}", demangle(name));
    let path = name.trim_start_matches(['<', '_', '&']);
    ["core::", "alloc::", "std::", "rustc::"].iter().any(|library| path.starts_with(library))
}

/// Writes bytes one by one, each by its distance from the beginning and from the end of the place.
fn write(module: &mut [u8], place: Range<usize>, byte: impl Fn(usize, usize) -> u8) -> Result<()> {
    let bytes = module.get_mut(place).context("a place outside the module")?;
    let last = bytes.len().saturating_sub(1);
    bytes.iter_mut().enumerate().for_each(|(index, old)| *old = byte(index, last.saturating_sub(index)));
    Ok(())
}

fn without(module: &[u8], parts: &[Range<usize>]) -> Vec<u8> {
    let mut rest = Vec::with_capacity(module.len());
    let mut from = 0;
    for part in parts {
        rest.extend(module.get(from..part.start).unwrap_or_default());
        from = part.end;
    }
    rest.extend(module.get(from..).unwrap_or_default());
    rest
}
