-- The five best sellers of each category, as they change.
SET 'table.exec.state.ttl' = '14 d';
CREATE TABLE sales (
  product STRING NOT NULL, category STRING NOT NULL, units BIGINT NOT NULL
) WITH (
  'connector' = 'kafka', 'topic' = 'sales', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'best',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE best_sellers (
  category STRING NOT NULL, place BIGINT NOT NULL, product STRING, units BIGINT, PRIMARY KEY (category, place) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'best-sellers', 'properties.bootstrap.servers' = 'kafka:9092',
  'key.format' = 'json', 'value.format' = 'json');
INSERT INTO best_sellers
SELECT category, place, product, units FROM (
  SELECT category, product, units, ROW_NUMBER() OVER (PARTITION BY category ORDER BY units DESC) AS place
  FROM (SELECT category, product, SUM(units) AS units FROM sales GROUP BY category, product)
) WHERE place <= 5;
