//! The `shipworthy` command.

fn main() {}
