use crate::text::Span;

/// 提示. Something that was not understood, guessed or set aside; never dropped, never an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing.
    pub kind: NoteKind,
    /// Where, if it has a place in the text.
    pub span: Option<Span>,
    /// For people, in Chinese: what it is and what was done about it.
    pub message: String,
}

impl Note {
    /// A note at a place.
    #[must_use]
    pub fn at(kind: NoteKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span: Some(span), message: message.into() }
    }

    /// A note about the whole document.
    #[must_use]
    pub fn whole(kind: NoteKind, message: impl Into<String>) -> Self {
        Self { kind, span: None, message: message.into() }
    }
}

/// 提示种类.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoteKind {
    /// The encoding was guessed, or bytes could not be decoded.
    Encoding,
    /// A page without text layer, an unreadable part of a file.
    Unreadable,
    /// Table of contents, running head, boilerplate, residue: not part of the report.
    SetAside,
    /// A section number was repaired by sequence.
    NumberRepaired,
    /// A blank, `/`, `——` or `×××` stands where a number should be.
    NumberMissing,
    /// A unit is doubled, misplaced or missing.
    UnitUnclear,
    /// A number is beyond the exact range, or its form is not understood.
    NumberUnclear,
    /// No certain label.
    LabelUnclear,
    /// A table whose columns or unit could not be settled.
    TableUnclear,
    /// A limit cut something short.
    Limit,
}

impl NoteKind {
    /// Name in the output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::Unreadable => "unreadable",
            Self::SetAside => "set_aside",
            Self::NumberRepaired => "number_repaired",
            Self::NumberMissing => "number_missing",
            Self::UnitUnclear => "unit_unclear",
            Self::NumberUnclear => "number_unclear",
            Self::LabelUnclear => "label_unclear",
            Self::TableUnclear => "table_unclear",
            Self::Limit => "limit",
        }
    }
}
