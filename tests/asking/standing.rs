//! What the provider says of a text, repeated and out of order, leaves each where they stand.

use std::collections::BTreeMap;

use hearth::app::outbox_reactions;
use hearth::outbox::flow::take_status;
use hearth::outbox::sms::{DeliveryStatus, SendOutcome};
use hearth::outreach::Disposition;
use hearth::outreach::flow::{list_people, people_as_csv};

use crate::panel::{Asking, askings};
use crate::phone::Phone;

pub async fn report(asking: &Asking, number: &str, statuses: &[DeliveryStatus]) {
    for status in statuses {
        report_as(asking, number, *status, None).await;
    }
}

/// The provider reports on the last text a number received.
pub async fn report_as(asking: &Asking, number: &str, status: DeliveryStatus, code: Option<u32>) {
    let sent = asking.town.phones.list_received_by(number).pop().unwrap();
    let (_, token) = sent.status_callback.split_once("?m=").unwrap();
    let (services, reactions) = (&asking.town.services, outbox_reactions());
    take_status(services, &reactions, token, &sent.sid, status, code).await.unwrap();
}

#[tokio::test]
async fn reports_that_come_twice_and_out_of_order_leave_each_where_they_stand() {
    use DeliveryStatus::{Delivered, Queued, Sent, Undelivered};
    for asking in askings("reports").await {
        for number in ["+15551230001", "+15551230002", "+15551230003", "+15551230004"] {
            asking.consented(number, "en");
        }
        let id = asking.begins().await;
        let unknown = SendOutcome::Unknown { reason: "cut" };
        asking.town.phones.end_next_with(unknown);
        asking.turn().await;
        let texted = asking.texted();
        assert_eq!(texted.len(), 3);
        report(&asking, &texted[0], &[Delivered, Sent, Queued, Delivered, Undelivered]).await;
        report(&asking, &texted[1], &[Undelivered, Delivered, Sent]).await;
        let expected = BTreeMap::from([
            (Disposition::Delivered, 1),
            (Disposition::Failed, 1),
            (Disposition::Sent, 1),
            (Disposition::Unclear, 1),
        ]);
        assert_eq!(asking.dispositions(id).await, expected);

        // Whoever answers has got it, whatever was reported.
        let number: u32 = texted[1][8..].parse().unwrap();
        let ana = Phone::new(&asking.town, number);
        ana.hears().await;
        ana.asks("1").await;
        assert_eq!(asking.dispositions(id).await[&Disposition::Started], 1);
        assert!(!asking.dispositions(id).await.contains_key(&Disposition::Failed));
    }
}

#[tokio::test]
async fn who_stands_where_is_listed_and_each_look_is_written_down() {
    for asking in askings("list_of_people").await {
        for number in 0..60 {
            asking.consented(&format!("+1555123{number:04}"), "en");
        }
        let id = asking.begins().await;
        assert_eq!(asking.turn().await, 60);
        let (services, by, request) = (&asking.town.services, &asking.ana, || "r".to_owned());
        let sent = Disposition::Sent;
        let (first, count) = list_people(services, by, id, sent, 0, request()).await.unwrap();
        let (second, _) = list_people(services, by, id, sent, 1, request()).await.unwrap();
        assert_eq!((first.len(), second.len(), count), (50, 10, 60));
        let mut numbers: Vec<&str> =
            first.iter().chain(&second).map(|person| person.phone.as_str()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 60);
        assert!(first.iter().all(|person| person.name == "Inés Quintero"));
        let (none, _) =
            list_people(services, by, id, Disposition::Failed, 0, request()).await.unwrap();
        assert!(none.is_empty());

        let table = people_as_csv(services, by, id, request()).await.unwrap();
        assert_eq!(table.lines().count(), 61);
        assert!(table.starts_with("\u{feff}Name,") && table.contains("'+15551230007"));
        let trail: Vec<(String, String)> = asking.town.read(|c| {
            use diesel::prelude::*;
            use hearth::storage::schema::audit_event as event;
            Ok(event::table
                .filter(event::action.like("campaign_people%"))
                .order(event::id)
                .select((event::action, event::detail))
                .load(c)?)
        });
        let seen = |detail: &str| ("campaign_people_seen".to_owned(), detail.to_owned());
        let exported = ("campaign_people_exported".to_owned(), "60 rows".to_owned());
        let expected =
            [seen("sent, page 0"), seen("sent, page 1"), seen("failed, page 0"), exported];
        assert_eq!(trail, expected);
    }
}
