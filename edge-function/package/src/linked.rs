//! A module as the linker leaves it when asked for `--emit-relocs`: its functions and its data, and which of them name
//! which.

use std::ops::Range;

use anyhow::{Context as _, Result, ensure};
use wasmparser::{
    ExternalKind, FunctionBody, KnownCustom, Linking, Parser, Payload, RelocationEntry, RelocationType, SymbolFlags,
    SymbolInfo, TypeRef,
};

/// A module, with every place in it counted in bytes from its beginning.
#[derive(Default)]
pub(crate) struct Linked<'a> {
    /// How many functions come from outside. They have the first numbers.
    pub(crate) imported: usize,
    /// The functions of its own.
    pub(crate) bodies: Vec<FunctionBody<'a>>,
    /// Everything that has a name, in the order by which [`named`](Self::named) counts.
    pub(crate) symbols: Vec<Symbol<'a>>,
    /// The numbers of the functions that the outside calls.
    pub(crate) exported: Vec<u32>,
    /// What was written for the linker, and nobody reads any more.
    pub(crate) notes: Vec<Range<usize>>,
    /// Where something is named, in this order, and which symbol it is.
    naming: Vec<(usize, usize)>,
}

/// Something that others name.
pub(crate) enum Symbol<'a> {
    /// A function.
    Function {
        /// Its number.
        number: u32,
        /// What the compiler calls it.
        name: Option<&'a str>,
        /// Whether it stays, named or not.
        stays: bool,
    },
    /// A piece of data.
    Data {
        /// Where it stands.
        place: Range<usize>,
        /// Whether it stays, named or not.
        stays: bool,
    },
    /// Anything that takes no room.
    Other,
}

impl<'a> Linked<'a> {
    /// Reads a module. Error: it is none, or nothing was noted about who names whom.
    pub(crate) fn read(module: &'a [u8]) -> Result<Self> {
        let mut linked = Self::default();
        // By their order in the module, where they begin.
        let mut sections = Vec::new();
        let mut segments = Vec::new();
        let mut symbols = Vec::new();
        let mut relocations: Vec<(u32, RelocationEntry)> = Vec::new();
        let mut end = 0;
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            let begin = end;
            if let Payload::Version { range, .. } = &payload {
                end = range.end;
            }
            if let Some((_, range)) = payload.as_section() {
                sections.push(range.start);
                end = range.end;
            }
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        linked.imported += usize::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            linked.exported.push(export.index);
                        }
                    }
                }
                Payload::StartSection { func, .. } => linked.exported.push(func),
                Payload::CodeSectionEntry(body) => linked.bodies.push(body),
                Payload::DataSection(data) => {
                    for segment in data {
                        let segment = segment?;
                        segments.push(segment.range.end.saturating_sub(segment.data.len())..segment.range.end);
                    }
                }
                Payload::CustomSection(section) => match section.as_known() {
                    KnownCustom::Linking(linking) => {
                        linked.notes.push(begin..end);
                        for part in linking.subsections() {
                            if let Linking::SymbolTable(table) = part? {
                                symbols = table.into_iter().collect::<Result<_, _>>()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(reloc) => {
                        linked.notes.push(begin..end);
                        for entry in reloc.entries() {
                            relocations.push((reloc.section_index(), entry?));
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        ensure!(!relocations.is_empty(), "it was linked without `--emit-relocs`");
        for symbol in &symbols {
            linked.symbols.push(Symbol::of(symbol, &segments).context("a symbol lies outside the data")?);
        }
        for (section, entry) in relocations {
            let begin = sections.get(usize::try_from(section)?).context("a note about a section that is not there")?;
            let place = begin.saturating_add(usize::try_from(entry.offset)?);
            // The type of a function has a number too, which is none of a symbol.
            if entry.ty != RelocationType::TypeIndexLeb {
                linked.naming.push((place, usize::try_from(entry.index)?));
            }
        }
        linked.naming.sort_unstable();
        Ok(linked)
    }

    /// The place among the module's own functions of the one with this number.
    pub(crate) fn own(&self, number: u32) -> Option<usize> {
        usize::try_from(number).ok()?.checked_sub(self.imported)
    }

    /// Takes no notice any more of what is named within these bytes.
    pub(crate) fn overlook(&mut self, places: &[Range<usize>]) {
        self.naming.retain(|(at, _)| {
            let next = places.partition_point(|place| place.end <= *at);
            !places.get(next).is_some_and(|place| place.contains(at))
        });
    }

    /// The symbols that are named within these bytes, by their numbers.
    pub(crate) fn named(&self, place: &Range<usize>) -> impl Iterator<Item = usize> {
        let from = self.naming.partition_point(|(at, _)| *at < place.start);
        let to = self.naming.partition_point(|(at, _)| *at < place.end);
        self.naming.get(from..to).unwrap_or_default().iter().map(|(_, symbol)| *symbol)
    }
}

impl<'a> Symbol<'a> {
    /// Nothing if it lies outside the data.
    fn of(info: &SymbolInfo<'a>, segments: &[Range<usize>]) -> Option<Self> {
        let stays = |flags: &SymbolFlags| flags.intersects(SymbolFlags::EXPORTED | SymbolFlags::NO_STRIP);
        Some(match info {
            SymbolInfo::Func { flags, index, name } => {
                Self::Function { number: *index, name: *name, stays: stays(flags) }
            }
            SymbolInfo::Data { flags, symbol: Some(data), .. } if !flags.contains(SymbolFlags::ABSOLUTE) => {
                let segment = segments.get(usize::try_from(data.index).ok()?)?;
                let begin = segment.start.checked_add(usize::try_from(data.offset).ok()?)?;
                let end = begin.checked_add(usize::try_from(data.size).ok()?)?;
                if end > segment.end {
                    return None;
                }
                Self::Data { place: begin..end, stays: stays(flags) }
            }
            SymbolInfo::Data { .. }
            | SymbolInfo::Global { .. }
            | SymbolInfo::Section { .. }
            | SymbolInfo::Event { .. }
            | SymbolInfo::Table { .. } => Self::Other,
        })
    }
}
