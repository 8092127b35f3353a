CREATE TABLE payments (
  account STRING NOT NULL,
  amount  DECIMAL(12, 2) NOT NULL,
  paid_at TIMESTAMP(3) NOT NULL,
  WATERMARK FOR paid_at AS paid_at - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'payments',
  'properties.bootstrap.servers' = 'kafka:9092',
  'properties.group.id' = 'payments-last-hour',
  'scan.startup.mode' = 'earliest-offset',
  'scan.watermark.idle-timeout' = '30 s',
  'format' = 'json',
  'json.fail-on-missing-field' = 'true'
);

CREATE DATABASE IF NOT EXISTS lake.fraud;
CREATE TABLE IF NOT EXISTS lake.fraud.payments_last_hour (
  account STRING NOT NULL,
  paid_at TIMESTAMP(6) NOT NULL,
  amount  DECIMAL(12, 2) NOT NULL,
  spent   DECIMAL(38, 2),
  times   BIGINT NOT NULL
);

INSERT INTO lake.fraud.payments_last_hour
SELECT account, paid_at, amount, SUM(amount) OVER w AS spent, COUNT(*) OVER w AS times
FROM payments
WINDOW w AS (
  PARTITION BY account ORDER BY paid_at RANGE BETWEEN INTERVAL '1' HOUR PRECEDING AND CURRENT ROW
);
