//! [`Document`](crate::document::Document) + [`Outline`](crate::outline::Outline) → [`Figures`]: every printed number with what is known about it.

mod extract;
mod figure;
mod token;

pub use extract::extract;
pub use figure::{
    Approximation, Direction, Figure, FigureId, Figures, Kind, Label, Period, Printed, Role, Scope, Stage,
};
pub use token::{Cue, Sentence, Token, TokenKind};
