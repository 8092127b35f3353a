-- tidewater:allow late-rows-dropped: no record is on its way for more than 10 seconds
CREATE TABLE sent (
  mail_id STRING NOT NULL, campaign STRING NOT NULL, sent_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR sent_at AS sent_at - INTERVAL '10' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'mail.sent', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'bounces', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE TABLE bounced (
  mail_id STRING NOT NULL, bounced_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR bounced_at AS bounced_at - INTERVAL '10' SECOND
) WITH (
  'connector' = 'kafka', 'topic' = 'mail.bounced', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'bounces', 'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '30 s',
  'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE VIEW bounces AS
SELECT s.mail_id, s.campaign, s.sent_at
FROM sent s, bounced b
WHERE s.mail_id = b.mail_id AND b.bounced_at >= s.sent_at AND b.bounced_at < s.sent_at + INTERVAL '2' HOUR;
CREATE DATABASE IF NOT EXISTS lake.mail;
CREATE TABLE IF NOT EXISTS lake.mail.bounces (hour_start TIMESTAMP(6) NOT NULL, campaign STRING NOT NULL, bounces BIGINT NOT NULL);
INSERT INTO lake.mail.bounces
SELECT window_start AS hour_start, campaign, COUNT(*) AS bounces
FROM TABLE(TUMBLE(TABLE bounces, DESCRIPTOR(sent_at), INTERVAL '1' HOUR))
GROUP BY window_start, window_end, campaign;
