//! Text about a person, which must not slip into a log.

/// Declares texts that can only be made where they are declared, and whose `Debug` does not show them.
macro_rules! personal {
    ( $( $(#[$about:meta])* pub struct $Text:ident; )+ ) => {
        $(
            $(#[$about])*
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
            pub struct $Text(String);

            impl $Text {
                /// The text itself.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl std::fmt::Debug for $Text {
                fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    out.write_str(concat!(stringify!($Text), "(..)"))
                }
            }
        )+
    };
}

pub(crate) use personal;
