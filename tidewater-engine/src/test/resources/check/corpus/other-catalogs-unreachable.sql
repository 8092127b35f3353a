-- Nothing of this can be reached from here: a Hive metastore, a REST catalog, two clusters.
CREATE CATALOG warehouse WITH (
  'type' = 'iceberg', 'catalog-type' = 'hive', 'uri' = 'thrift://metastore.internal:9083', 'warehouse' = 's3://dwh/prod'
);
CREATE CATALOG partner WITH (
  'type' = 'iceberg', 'catalog-type' = 'rest', 'uri' = 'https://catalog.partner.example.com', 'credential' = 'id:secret'
);
CREATE CATALOG mem WITH ('type' = 'generic_in_memory', 'default-database' = 'main');
CREATE TABLE mem.main.events (
  id STRING NOT NULL, kind STRING NOT NULL, `at` TIMESTAMP(3) NOT NULL
) WITH (
  'connector' = 'kafka', 'topic' = 'events', 'properties.bootstrap.servers' = 'kafka.internal:9092',
  'properties.group.id' = 'fan-out', 'scan.startup.mode' = 'earliest-offset', 'format' = 'json', 'json.fail-on-missing-field' = 'true'
);
CREATE DATABASE IF NOT EXISTS warehouse.events;
CREATE DATABASE IF NOT EXISTS partner.events;
CREATE TABLE IF NOT EXISTS warehouse.events.`all` (id STRING NOT NULL, kind STRING NOT NULL, `at` TIMESTAMP(6) NOT NULL);
CREATE TABLE IF NOT EXISTS partner.events.sales (id STRING NOT NULL, `at` TIMESTAMP(6) NOT NULL);
EXECUTE STATEMENT SET
BEGIN
  INSERT INTO warehouse.events.`all` SELECT id, kind, `at` FROM mem.main.events;
  INSERT INTO partner.events.sales SELECT id, `at` FROM mem.main.events WHERE kind = 'sale';
END;
