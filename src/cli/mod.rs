//! What was typed, what it means, and the exit code.

mod commands;
