-- Which text this one says once more: one that did not arrive.
ALTER TABLE outbox_message ADD COLUMN repeats BIGINT REFERENCES outbox_message (id);
