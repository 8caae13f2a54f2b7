//! [`Document`](crate::document::Document) + [`Outline`](crate::outline::Outline) → [`Figures`]: every printed number with what is known about it.

mod annotate;
mod approximation;
mod bracketed;
mod clause;
mod coins;
mod extract;
mod figure;
mod grid;
mod guard;
mod heading;
mod indicator;
mod label;
mod lexicon;
mod money;
mod number;
mod per;
mod percent;
mod price;
mod price_list;
mod range;
mod ratio;
mod round;
mod scan;
mod setting;
mod shared_unit;
mod silent;
mod subject;
mod tables;
mod token;
mod zero;

#[cfg(test)]
mod forms_tests;
#[cfg(test)]
mod label_tests;

pub use extract::extract;
pub use figure::{
    Approximation, Direction, Figure, FigureId, Figures, Kind, Label, Period, Printed, Role, Scope, Stage,
};
pub use grid::{Grid, GridCell, GridColumn, GridRow, Heading, Purpose, Total};
pub use token::{Cue, Sentence, Token, TokenKind};
