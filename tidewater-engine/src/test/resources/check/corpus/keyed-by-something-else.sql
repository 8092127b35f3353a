SET 'table.exec.state.ttl' = '1 d';
CREATE TABLE sales (product STRING NOT NULL, shop STRING NOT NULL, units BIGINT NOT NULL) WITH (
  'connector' = 'kafka', 'topic' = 'sales', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'k',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE units_per_product (product STRING NOT NULL, shop STRING, units BIGINT, PRIMARY KEY (product) NOT ENFORCED) WITH (
  'connector' = 'upsert-kafka', 'topic' = 'units', 'properties.bootstrap.servers' = 'kafka:9092', 'key.format' = 'json', 'value.format' = 'json');
INSERT INTO units_per_product -- expect: sink-key-differs
SELECT product, shop, SUM(units) FROM sales GROUP BY product, shop;
