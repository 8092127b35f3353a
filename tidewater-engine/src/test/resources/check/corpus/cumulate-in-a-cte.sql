-- Page views since midnight, every five minutes.
-- tidewater:allow late-rows-dropped: no record is on its way for more than 20 seconds
CREATE TABLE page_views (
  page    STRING NOT NULL,
  visitor STRING NOT NULL,
  seen_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR seen_at AS seen_at - INTERVAL '20' SECOND
) WITH (
  'connector' = 'kafka',
  'topic-pattern' = 'page-views-.*',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'page-views',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.idle-timeout' = '30 s',
  'scan.topic-partition-discovery.interval' = '1 min',
  'format' = 'json',
  'json.fail-on-missing-field' = 'true'
);

CREATE DATABASE IF NOT EXISTS lake.web;
CREATE TABLE IF NOT EXISTS lake.web.views_today (
  day_start TIMESTAMP(6) NOT NULL,
  until     TIMESTAMP(6) NOT NULL,
  page      STRING NOT NULL,
  view_count BIGINT NOT NULL,
  visitors  BIGINT NOT NULL
);

INSERT INTO lake.web.views_today
WITH without_bots AS (
  SELECT page, visitor, seen_at FROM page_views WHERE visitor NOT LIKE 'bot-%'
),
counted AS (
  SELECT window_start, window_end, page, COUNT(*) AS view_count, COUNT(DISTINCT visitor) AS visitors
  FROM TABLE(CUMULATE(TABLE without_bots, DESCRIPTOR(seen_at), INTERVAL '5' MINUTES, INTERVAL '1' DAY))
  GROUP BY window_start, window_end, page
)
SELECT window_start, window_end, page, view_count, visitors FROM counted WHERE view_count > 10;
