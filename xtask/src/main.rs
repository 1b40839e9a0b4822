//! Build step that needs no installed tool: turns the compiled core into the page's wasm package.
//!
//! `cargo run -p xtask -- INPUT.wasm OUT_DIR` writes `discern.js`, `discern_bg.wasm` and their types.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir] = arguments.as_slice() else {
        eprintln!("usage: xtask INPUT.wasm OUT_DIR");
        return ExitCode::from(2);
    };
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    let result = bindgen
        .input_path(input)
        .out_name("discern")
        .typescript(true)
        // The page hands the module over itself: a default path would be fetched or inlined twice.
        .omit_default_module_path(true)
        .web(true)
        .and_then(|bindgen| bindgen.generate(out_dir));
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error:#}");
            ExitCode::FAILURE
        }
    }
}
