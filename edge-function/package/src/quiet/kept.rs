//! What can still be reached from outside: by a call, or because something that is reached names it.

use std::mem;
use std::ops::Range;

use anyhow::{Context as _, Result};

use super::steps::Steps;
use crate::linked::{Linked, Symbol};

/// What stays in the module.
pub(super) struct Kept {
    /// For each function of the module's own.
    pub(super) functions: Vec<bool>,
    /// For each symbol.
    pub(super) symbols: Vec<bool>,
}

impl Kept {
    /// What can be reached without the last words.
    pub(super) fn of(linked: &Linked<'_>, last_words: &[bool], steps: &[Steps]) -> Result<Self> {
        let mut search = Search {
            linked,
            last_words,
            kept: Self { functions: vec![false; linked.bodies.len()], symbols: vec![false; linked.symbols.len()] },
            places: Vec::new(),
            calls: linked.exported.clone(),
            names: Vec::new(),
        };
        for (symbol, found) in linked.symbols.iter().enumerate() {
            if let Symbol::Function { stays: true, .. } | Symbol::Data { stays: true, .. } = found {
                search.names.push(symbol);
            }
        }
        loop {
            if let Some(number) = search.calls.pop() {
                search.call(number, steps);
            } else if let Some(symbol) = search.names.pop() {
                search.name(symbol)?;
            } else if let Some(place) = search.places.pop() {
                search.names.extend(linked.named(&place));
            } else {
                return Ok(search.kept);
            }
        }
    }
}

/// What was reached, and from where there is still to look.
struct Search<'a> {
    linked: &'a Linked<'a>,
    last_words: &'a [bool],
    kept: Kept,
    places: Vec<Range<usize>>,
    calls: Vec<u32>,
    names: Vec<usize>,
}

impl Search<'_> {
    fn call(&mut self, number: u32, steps: &[Steps]) {
        let Some(own) = self.linked.own(number) else { return };
        if let (Some(kept), Some(body), Some(steps), Some(false)) =
            (self.kept.functions.get_mut(own), self.linked.bodies.get(own), steps.get(own), self.last_words.get(own))
            && !mem::replace(kept, true)
        {
            self.places.push(body.range());
            // They are named too, save in what the linker wrote by itself.
            self.calls.extend(&steps.calls);
        }
    }

    fn name(&mut self, symbol: usize) -> Result<()> {
        let kept = self.kept.symbols.get_mut(symbol).context("a name that means nothing")?;
        if !mem::replace(kept, true) {
            match self.linked.symbols.get(symbol) {
                Some(Symbol::Function { number, .. }) => self.calls.push(*number),
                Some(Symbol::Data { place, .. }) => self.places.push(place.clone()),
                Some(Symbol::Other) | None => {}
            }
        }
        Ok(())
    }
}
