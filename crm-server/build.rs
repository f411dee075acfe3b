//! The files of the pages are part of the program: when one changes, it is built again.

fn main() {
    println!("cargo:rerun-if-changed=web");
}
