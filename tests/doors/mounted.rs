//! The routes of the console that rooms mount, read from the sources: the router does not tell.

use std::fs;
use std::path::Path;

/// (method, pattern) of everything mounted under `/staff`.
pub fn routes() -> Vec<(String, String)> {
    let mut files = Vec::new();
    list(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let routes: Vec<_> = files.iter().flat_map(|file| in_file(file, &files)).collect();
    assert!(routes.len() > 15, "the routes were not found");
    routes
}

fn list(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("the sources can be read").path();
        if path.is_dir() {
            list(&path, files);
        } else {
            files.push(fs::read_to_string(path).expect("the sources can be read"));
        }
    }
}

fn in_file(file: &str, files: &[String]) -> Vec<(String, String)> {
    let may_hide_routes = file.contains("\"/staff") || file.contains("SIGN_IN");
    for other_way in ["web::resource(", "ServiceResource", "#[get(", "#[post("] {
        let is_found = may_hide_routes && file.contains(other_way);
        assert!(!is_found, "the console's routes are mounted by .route(…), not by {other_way}");
    }
    let mounted = file.split(".route(").skip(1).filter_map(|call| {
        let (argument, rest) = call.split_once(',')?;
        let pattern = match argument.trim().strip_prefix('"') {
            Some(literal) => literal.trim_end_matches('"').to_owned(),
            None => constant(argument.trim(), file, files),
        };
        let method = rest.trim().trim_start_matches("web::").split("()").next()?;
        assert!(["get", "post"].contains(&method), "{argument}: {method}");
        Some((method.to_uppercase(), pattern))
    });
    mounted.filter(|(_, pattern)| pattern.starts_with("/staff")).collect()
}

/// The text of a constant: of this file's if it has it, else of the only file that does.
fn constant(name: &str, file: &str, files: &[String]) -> String {
    let name = name.rsplit("::").next().unwrap_or(name);
    let start = format!("const {name}: &str = \"");
    let mut holder = [file].into_iter().chain(files.iter().map(String::as_str));
    let text = holder.find_map(|file| file.split_once(&start));
    let (_, after) = text.unwrap_or_else(|| panic!("no file says what {name} is"));
    after.split('"').next().unwrap_or_default().to_owned()
}
