//! Many files: walking, batches, resuming.
