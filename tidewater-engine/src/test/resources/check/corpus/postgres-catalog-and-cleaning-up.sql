-- A catalog of a database, a name with a dot in quotes, and a script that cleans up before it begins.
CREATE CATALOG pg WITH ('type' = 'jdbc', 'default-database' = 'shop', 'username' = 'u', 'password' = 'p', 'base-url' = 'jdbc:postgresql://pg:5432'); -- expect: sql-option
DROP TABLE IF EXISTS lines; -- expect: statement-not-allowed
CREATE TABLE events (id STRING NOT NULL, items ARRAY<ROW<sku STRING, qty INT, price INT>>) WITH (
  'connector' = 'kafka', 'topic' = 'events', 'properties.bootstrap.servers' = 'kafka:9092', 'properties.group.id' = 'lines',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true');
CREATE TABLE lines (id STRING, sku STRING, total BIGINT) WITH ('connector' = 'filesystem', 'path' = '/tmp/lines', 'format' = 'csv');
EXECUTE STATEMENT SET BEGIN
INSERT INTO lines (id, sku, total)
SELECT e.id, i.sku, i.qty * i.price -- expect: int-product-overflow
FROM events e CROSS JOIN UNNEST(e.items) AS i (sku, qty, price);
INSERT INTO `pg`.`shop`.`public.orders` SELECT id FROM events;
END;
