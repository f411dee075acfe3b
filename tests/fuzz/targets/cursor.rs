#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use support::TestDb;
use tokio::runtime::{Builder, Runtime};

static GROUND: LazyLock<(Runtime, TestDb)> = LazyLock::new(|| {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let db = runtime.block_on(TestDb::open());
    (runtime, db)
});

fuzz_target!(|bytes: &[u8]| {
    let (runtime, db) = &*GROUND;
    runtime.block_on(support::fuzzed::cursor(db, bytes));
});
