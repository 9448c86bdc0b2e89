//! Closed lists of words, each written down once.
//!
//! A word that travels (in a form, in a contract, in a lead) must be spelt alike by whoever writes and whoever reads
//! it. The macro draws the type, the list of all words, both conversions and the JSON spelling from the same lines.

/// Declares an enum from lines of `Variant = "wire name"`, with `ALL`, `WIRE`, `wire` and `from_wire`.
///
/// A name given twice does not compile under our lints: the second arm of a `match` cannot be reached.
macro_rules! closed_list {
    (
        $(#[$about:meta])*
        pub enum $List:ident { $( $(#[$meaning:meta])* $Word:ident = $wire:literal, )+ }
    ) => {
        $(#[$about])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        pub enum $List {
            $( $(#[$meaning])* #[serde(rename = $wire)] $Word, )+
        }

        impl $List {
            /// Every one, in the order in which people meet them.
            pub const ALL: &'static [Self] = &[$( Self::$Word ),+];

            /// The wire names, in the order of `ALL`.
            pub const WIRE: &'static [&'static str] = &[$( $wire ),+];

            /// How it is spelt in forms, contracts, leads and phrase files.
            pub const fn wire(self) -> &'static str {
                match self {
                    $( Self::$Word => $wire, )+
                }
            }

            /// The one with exactly this wire name, if there is one.
            pub fn from_wire(wire: &str) -> Option<Self> {
                let position = Self::WIRE.iter().position(|one| *one == wire)?;
                Self::ALL.get(position).copied()
            }
        }

        // Never called: here the compiler sees a name that is given twice.
        const _: fn(&str) = |wire| match wire {
            $( $wire => (), )+
            _ => (),
        };

        impl $crate::json::Read for $List {
            fn read(json: &$crate::json::Json, wrong: &mut $crate::json::Wrong) -> Self {
                const FIRST: $List = {
                    let [first, ..] = [$( $List::$Word ),+];
                    first
                };
                json.text().and_then(Self::from_wire).unwrap_or_else(|| {
                    wrong.note_none_of(json, Self::WIRE);
                    FIRST
                })
            }
        }

        impl $crate::json::Key for $List {
            fn key(name: &str) -> Option<Self> {
                Self::from_wire(name)
            }

            fn known() -> &'static [&'static str] {
                Self::WIRE
            }
        }

        impl std::fmt::Display for $List {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.wire())
            }
        }
    };
}

pub(crate) use closed_list;
