//! Where a request comes from.

use std::net::IpAddr;

use actix_web::HttpRequest;

use crate::config::Config;

const FORWARDED_FOR: &str = "X-Forwarded-For";

/// The address that sent a request; behind a trusted proxy, the one that the proxy heard from.
///
/// Whoever asks can write that header: only what our own proxy added, the last of it, is known.
pub fn senders_address(request: &HttpRequest, config: &Config) -> Option<IpAddr> {
    let peer = request.peer_addr()?.ip().to_canonical();
    if !config.trusted_proxies.contains(&peer) {
        return Some(peer);
    }
    let forwarded = request.headers().get_all(FORWARDED_FOR).last();
    let last = forwarded.and_then(|value| value.to_str().ok()?.rsplit(',').next());
    let address = last.and_then(|text| text.trim().parse::<IpAddr>().ok());
    Some(address.map_or(peer, |address| address.to_canonical()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn address(peer: &str, forwarded: &[&str]) -> String {
        let proxies =
            |name: &str| (name == "HEARTH_TRUSTED_PROXY").then(|| "10.0.0.1, fd00::1".to_owned());
        let config = Config::read(&proxies).unwrap();
        let mut request = TestRequest::default().peer_addr(peer.parse().unwrap());
        for value in forwarded {
            request = request.append_header((FORWARDED_FOR, *value));
        }
        senders_address(&request.to_http_request(), &config).unwrap().to_string()
    }

    #[test]
    fn what_a_stranger_says_of_itself_is_not_believed() {
        assert_eq!(address("192.0.2.7:4711", &["203.0.113.9"]), "192.0.2.7");
        assert_eq!(address("[::ffff:192.0.2.7]:4711", &[]), "192.0.2.7");
    }

    #[test]
    fn of_what_a_trusted_proxy_says_only_the_last_is_its_own() {
        assert_eq!(address("10.0.0.1:4711", &["6.6.6.6", "6.6.6.6, 192.0.2.7"]), "192.0.2.7");
        assert_eq!(address("[fd00::1]:4711", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(address("10.0.0.1:4711", &["unknown"]), "10.0.0.1");
    }
}
