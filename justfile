# What CI runs.
check:
    .ci/run

# Accept what the program says now; read the diff before you commit it.
bless:
    BLESS=1 cargo test --no-fail-fast --test generated --test architecture --test transcripts
    git diff --stat

# Look at a phase: outline, figures or relations.
show phase file:
    cargo run --quiet -- show {{phase}} {{file}}

# How good it is, on reports that rules were not written on.
evaluate:
    cargo run --release --quiet -- evaluate corpus --split test

# Where the time goes.
bench:
    cargo bench
