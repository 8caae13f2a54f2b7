//! The program `gouji`: arguments → run → exit code.

fn main() {}
