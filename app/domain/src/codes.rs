//! Values that have a stable code: in files, in the database, in messages to SEVIS.

/// A value that is stored as a code.
pub trait Coded: Copy {
    /// The code used in files and the database.
    fn code(self) -> &'static str;
    /// Reads a code; `None` for an unknown one.
    fn from_code(code: &str) -> Option<Self>;
}

/// Declares an enum whose values have a stable code and a phrase in plain words.
#[macro_export]
macro_rules! named_codes {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal, $words:literal;)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }
        impl $name {
            /// Every value, in the order of the import file's description.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The code used in files and the database.
            pub const fn code(self) -> &'static str { match self { $(Self::$variant => $code,)+ } }
            /// What people call it.
            pub const fn words(self) -> &'static str { match self { $(Self::$variant => $words,)+ } }
            /// Reads a code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.code() == code)
            }
        }
        impl $crate::codes::Coded for $name {
            fn code(self) -> &'static str { self.code() }
            fn from_code(code: &str) -> Option<Self> { Self::from_code(code) }
        }
    };
}
