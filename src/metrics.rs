//! What is counted while the service runs, in Prometheus' text format. Nothing in it is personal.
//!
//! What happened is counted from the start of the program; how things stand is asked of the
//! database when somebody looks ([`Gauge`]).
//!
//! Source: Prometheus' text-based exposition format 0.0.4.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDateTime;

use crate::storage::{Database, StoreError};

/// Upper bounds of the durations' buckets, in seconds.
const BOUNDS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// How something stands at this moment; each room tells of its own.
pub type Gauge = fn(&mut Database, NaiveDateTime) -> Result<Vec<Standing>, StoreError>;

/// The gauges of all rooms.
#[derive(Clone)]
pub struct Gauges(pub Vec<Gauge>);

/// One number with its name.
pub struct Standing {
    /// Such as `hearth_outbox_messages`; the unit stands in it.
    pub name: &'static str,
    /// What it says, as one sentence.
    pub help: &'static str,
    /// Name and value of its label, where it has one.
    pub label: Option<(&'static str, &'static str)>,
    /// The number.
    pub value: i64,
}

/// Everything that is counted. Shared by all threads.
#[derive(Default)]
pub struct Metrics {
    requests: Mutex<BTreeMap<(String, u16), u64>>,
    durations: Mutex<BTreeMap<String, Durations>>,
    texts: Mutex<BTreeMap<Counted, u64>>,
}

/// Name and label of a counter of text messages.
type Counted = (&'static str, &'static str);

const READ: &str = "hearth_texts_read_total";
const ENDED: &str = "hearth_texts_ended_total";

/// How long requests of one route took.
#[derive(Default)]
struct Durations {
    /// How many lie within each bound and no smaller one; the last lie above all.
    counts: [u64; BOUNDS.len() + 1],
    seconds: f64,
}

impl Metrics {
    /// An answered request. `route` is the pattern, never the path.
    pub fn count_request(&self, route: &str, status: u16, seconds: f64) {
        *held(&self.requests).entry((route.to_owned(), status)).or_default() += 1;
        let mut durations = held(&self.durations);
        let durations = durations.entry(route.to_owned()).or_default();
        durations.counts[BOUNDS.partition_point(|bound| *bound < seconds)] += 1;
        durations.seconds += seconds;
    }

    /// A text was taken and read so.
    pub fn count_text_read(&self, reading: &'static str) {
        *held(&self.texts).entry((READ, reading)).or_default() += 1;
    }

    /// Texts of ours came to that end.
    pub fn count_texts_ended(&self, state: &'static str, count: usize) {
        *held(&self.texts).entry((ENDED, state)).or_default() += count as u64;
    }

    /// All of it, after what stands just now.
    pub fn page(&self, standings: &[Standing]) -> String {
        let mut page = String::new();
        head(&mut page, "hearth_build_info", "gauge", "The version of the program that runs.");
        line(&mut page, "hearth_build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
        let mut before = "";
        for standing in standings {
            if standing.name != before {
                head(&mut page, standing.name, "gauge", standing.help);
                before = standing.name;
            }
            line(&mut page, standing.name, standing.label.as_slice(), standing.value);
        }
        self.write_texts(&mut page);
        self.write_requests(&mut page);
        page
    }

    fn write_texts(&self, page: &mut String) {
        let texts = held(&self.texts);
        for (name, label, help) in [
            (ENDED, "state", "Texts of ours by how handing them over ended."),
            (READ, "reading", "Texts taken by how they were read."),
        ] {
            head(page, name, "counter", help);
            for ((_, value), count) in texts.iter().filter(|((counted, _), _)| *counted == name) {
                line(page, name, &[(label, value)], count);
            }
        }
    }

    fn write_requests(&self, page: &mut String) {
        let name = "hearth_requests_total";
        head(page, name, "counter", "Answered requests by the route's pattern and the status.");
        for ((route, status), count) in held(&self.requests).iter() {
            line(page, name, &[("route", route), ("status", &status.to_string())], count);
        }
        let name = "hearth_request_seconds";
        head(page, name, "histogram", "How long requests took, by the route's pattern.");
        for (route, durations) in held(&self.durations).iter() {
            let bucket = format!("{name}_bucket");
            let mut count = 0;
            for (at, more) in durations.counts.iter().enumerate() {
                count += more;
                let bound = BOUNDS.get(at).map_or("+Inf".to_owned(), ToString::to_string);
                line(page, &bucket, &[("route", route), ("le", &bound)], count);
            }
            line(page, &format!("{name}_sum"), &[("route", route)], durations.seconds);
            line(page, &format!("{name}_count"), &[("route", route)], count);
        }
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn head(page: &mut String, name: &str, kind: &str, help: &str) {
    writeln!(page, "# HELP {name} {help}\n# TYPE {name} {kind}").expect("a String takes it");
}

fn line(page: &mut String, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
    let labels: Vec<String> = labels
        .iter()
        .map(|(label, value)| {
            format!("{label}=\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
        })
        .collect();
    let labels =
        if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
    writeln!(page, "{name}{labels} {value}").expect("a String takes it");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_stands_on_the_page() {
        let metrics = Metrics::default();
        for seconds in [0.004, 0.005, 0.3, 60.0] {
            metrics.count_request("/s/{slug}", 200, seconds);
        }
        metrics.count_request("/s/{slug}", 404, 0.001);
        metrics.count_text_read("stop");
        metrics.count_texts_ended("sent", 2);
        let label = Some(("state", "queued"));
        let page = metrics.page(&[Standing { name: "hearth_x", help: "X.", label, value: 3 }]);
        for expected in [
            "hearth_x{state=\"queued\"} 3\n",
            "hearth_texts_read_total{reading=\"stop\"} 1\n",
            "hearth_texts_ended_total{state=\"sent\"} 2\n",
            "hearth_requests_total{route=\"/s/{slug}\",status=\"200\"} 4\n",
            "hearth_requests_total{route=\"/s/{slug}\",status=\"404\"} 1\n",
            "hearth_request_seconds_bucket{route=\"/s/{slug}\",le=\"0.005\"} 3\n",
            "hearth_request_seconds_bucket{route=\"/s/{slug}\",le=\"0.5\"} 4\n",
            "hearth_request_seconds_bucket{route=\"/s/{slug}\",le=\"+Inf\"} 5\n",
            "hearth_request_seconds_count{route=\"/s/{slug}\"} 5\n",
        ] {
            assert!(page.contains(expected), "{expected} is not in\n{page}");
        }
        let mut named: Vec<&str> = page.lines().filter(|line| line.starts_with("# TYPE")).collect();
        let all = named.len();
        named.dedup();
        assert_eq!(named.len(), all, "each name is declared once");
    }
}
