CREATE TABLE impressions (
  impression_id BIGINT NOT NULL, ad_id INT NOT NULL, shown_at TIMESTAMP_LTZ(3) NOT NULL,
  WATERMARK FOR shown_at AS shown_at - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'ads.impressions', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'ad-clicks', 'scan.startup.mode' = 'group-offsets', 'properties.auto.offset.reset' = 'earliest',
  'scan.watermark.idle-timeout' = '1 min',
  'format' = 'json', 'json.fail-on-missing-field' = 'true', 'json.timestamp-format.standard' = 'ISO-8601'
);
CREATE TABLE ad_clicks (
  impression_id BIGINT NOT NULL, clicked_at TIMESTAMP_LTZ(3) NOT NULL,
  WATERMARK FOR clicked_at AS clicked_at - INTERVAL '5' MINUTE
) WITH (
  'connector' = 'kafka', 'topic' = 'ads.clicks', 'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'ad-clicks', 'scan.startup.mode' = 'group-offsets', 'properties.auto.offset.reset' = 'earliest',
  'scan.watermark.idle-timeout' = '1 min',
  'format' = 'json', 'json.fail-on-missing-field' = 'true', 'json.timestamp-format.standard' = 'ISO-8601'
);
CREATE DATABASE IF NOT EXISTS lake.ads;
CREATE TABLE IF NOT EXISTS lake.ads.clicked (
  impression_id BIGINT NOT NULL, ad_id INT NOT NULL, shown_at TIMESTAMP_LTZ(6) NOT NULL, clicked_at TIMESTAMP_LTZ(6)
);
-- Both bounds, written three ways on purpose.
INSERT INTO lake.ads.clicked (impression_id, ad_id, shown_at, clicked_at)
SELECT i.impression_id, i.ad_id, i.shown_at, c.clicked_at
FROM impressions AS i LEFT JOIN ad_clicks AS c
  ON i.impression_id = c.impression_id
 AND c.clicked_at >= i.shown_at
 AND c.clicked_at - INTERVAL '30' MINUTE < i.shown_at;
