CREATE TABLE sales (product STRING NOT NULL, units BIGINT NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'sales', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'top',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE DATABASE IF NOT EXISTS lake.shop;
CREATE TABLE IF NOT EXISTS lake.shop.top_ten (product STRING NOT NULL, units BIGINT NOT NULL);
INSERT INTO lake.shop.top_ten -- expect: updating-into-append-sink
SELECT product, units FROM sales
ORDER BY units DESC
LIMIT 10; -- expect: order-by-limit-stream
