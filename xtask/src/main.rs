//! Build step that needs no installed tool: turns the compiled core into the page's wasm package.
//!
//! `cargo run -p xtask -- INPUT.wasm OUT_DIR` writes `discern.js`, `discern_bg.wasm` and their types.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [input, out_dir] = arguments.as_slice() else {
        eprintln!("usage: xtask INPUT.wasm OUT_DIR");
        return ExitCode::from(2);
    };
    match package(input, Path::new(out_dir)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("the wasm package: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn package(input: &str, out_dir: &Path) -> Result<(), Box<dyn Error>> {
    let mut output = wasm_bindgen_cli_support::Bindgen::new()
        .input_path(input)
        .out_name("discern")
        .typescript(true)
        // The page hands the module over itself: a default path would be fetched or inlined twice.
        .omit_default_module_path(true)
        .web(true)?
        .generate_output()?;
    // The glue binds the module's imports by names of some fifty letters, which nobody reads: 10 kB of the module.
    let mut short = BTreeMap::new();
    for import in output.wasm_mut().imports.iter_mut() {
        let next = format!("f{}", short.len());
        // One function may be imported more than once.
        import.name.clone_from(short.entry(import.name.clone()).or_insert(next));
        "g".clone_into(&mut import.module);
    }
    output.emit(out_dir)?;
    let path = out_dir.join("discern.js");
    let mut glue = std::fs::read_to_string(&path)?;
    for (long, short) in short {
        rename(&mut glue, &format!(" {long}: function"), &format!(" {short}: function"))?;
    }
    rename(&mut glue, "\"./discern_bg.js\": import0", "g: import0")?;
    Ok(std::fs::write(path, glue)?)
}

/// Another name in the one place where it stands.
fn rename(glue: &mut String, from: &str, to: &str) -> Result<(), Box<dyn Error>> {
    if glue.matches(from).count() != 1 {
        return Err(format!("{from:?} is not once in the glue").into());
    }
    *glue = glue.replacen(from, to, 1);
    Ok(())
}
